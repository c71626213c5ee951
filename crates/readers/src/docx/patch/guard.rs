//! What a cell holds beside plain text, and why text there is not changed by the program.

use crate::patch::span::Span;
use crate::xml::Node;
use std::ops::Range;

/// Elements whose text is not changed, and why.
const GUARDED: [(&str, &str); 6] = [
    ("fldSimple", FIELD),
    ("oMath", "这里有公式"),
    ("oMathPara", "这里有公式"),
    ("ruby", "这里有拼音注音"),
    ("AlternateContent", "这里有按程序版本分别保存的内容"),
    ("sdt", "这里是下拉列表、日期或与别处数据相连的控件"),
];

pub(super) const FIELD: &str = "这里有域（由 Word 计算或链接的内容）";

/// Parts of a text that are not changed.
pub(super) struct Guards(Vec<(Range<usize>, &'static str)>);

impl Guards {
    /// Those of a cell, paragraph or row. Fails where nothing in it is to be changed.
    pub(super) fn of(node: Node, text: &str) -> Result<Guards, String> {
        let mut guards = Vec::new();
        for inner in node.descendants() {
            match inner.name() {
                "ins" | "del" | "moveFrom" | "moveTo" | "cellIns" | "cellDel" | "cellMerge" => {
                    return Err(
                        "这里有修订记录（未接受的插入或删除）；请在 Word 或 WPS 中接受或拒绝修订后再改".to_owned(),
                    );
                }
                "txbxContent" => {
                    return Err("这里有文本框；请在 Word 或 WPS 中手工改".to_owned());
                }
                "sdt" if !is_bound(inner) => {}
                name => {
                    if let Some((_, why)) = GUARDED.iter().find(|(guarded, _)| *guarded == name) {
                        let span = Span::of(text, inner);
                        guards.extend(span.map(|span| (span.whole, *why)));
                    }
                }
            }
        }
        Ok(Guards(guards))
    }

    /// Why a byte is not changed.
    pub(super) fn at(&self, byte: usize) -> Option<&'static str> {
        let mut guards = self.0.iter();
        guards
            .find(|(range, _)| range.contains(&byte))
            .map(|(_, why)| *why)
    }
}

/// Whether the text of a content control is more than text: it is chosen, kept elsewhere, locked, or only a hint.
fn is_bound(control: Node) -> bool {
    let kinds = [
        "dataBinding",
        "dropDownList",
        "comboBox",
        "date",
        "checkbox",
        "lock",
        "showingPlcHdr",
        "picture",
    ];
    let properties = control.child("sdtPr");
    properties.is_some_and(|properties| {
        let mut properties = properties.children();
        properties.any(|property| kinds.contains(&property.name()))
    })
}
