//! The day on which a form says that it was filled in: 填报日期：2025年10月20日.

use jiff::civil::Date;
use model::Form;
use model::value::date;

/// Labels of that day.
const LABELS: &[&str] = &[
    "填报日期",
    "填报时间",
    "填表日期",
    "填表时间",
    "报送日期",
    "报告日期",
    "申报日期",
    "编制日期",
];

/// The day; nothing where the form prints none.
pub(crate) fn day(form: &Form) -> Option<Date> {
    let fields = form
        .extra
        .iter()
        .map(|extra| format!("{}：{}", extra.label, extra.text));
    let loose = form.unplaced.iter().map(|loose| loose.text.clone());
    let dates = law::calendar::dates(form.fiscal_year);
    fields.chain(loose).find_map(|text| {
        let text = model::text::squeezed(&model::text::half_width(&text));
        let label = LABELS.iter().find(|label| text.contains(**label))?;
        let behind = &text[text.find(label)? + label.len()..];
        let span = date::find(behind, dates)?.span;
        span.to.or(span.from)
    })
}
