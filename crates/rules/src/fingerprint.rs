//! Ids of findings: the same while code, project, class and name stay, whatever happens to values, rows and messages.

use model::text::norm;
use model::{Finding, Form};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// Gives every finding its fingerprint: 16 hexadecimal digits.
pub(crate) fn assign(form: &Form, findings: &mut [Finding]) {
    assign_in(form, form, findings);
}

/// The findings on a form as if its project were that of another version of it, which may have another code or name: so that what stayed is
/// known by its id. `findings` are whole, in the order in which they were made.
pub fn as_of_project(of: &Form, form: &Form, findings: &[Finding]) -> Vec<Finding> {
    let mut same = findings.to_vec();
    assign_in(of, form, &mut same);
    let ids = findings.iter().map(|finding| finding.id.clone());
    let ids: HashMap<String, String> = ids
        .zip(same.iter().map(|finding| finding.id.clone()))
        .collect();
    for finding in &mut same {
        if let Some(leader) = &mut finding.covered_by
            && let Some(id) = ids.get(leader)
        {
            leader.clone_from(id);
        }
    }
    same
}

fn assign_in(of: &Form, form: &Form, findings: &mut [Finding]) {
    let project = of
        .project
        .code
        .clone()
        .unwrap_or_else(|| norm(of.project_name()));
    let mut seen: HashMap<(String, String), u32> = HashMap::new();
    for finding in findings {
        let row = finding.row.as_deref().and_then(|id| form.row(id));
        let class = row
            .and_then(|row| row.class)
            .map_or("", |class| class.word());
        let name = row.map(|row| norm(&row.name)).unwrap_or_default();
        let key = format!("{class}|{name}");
        // Equal rows are told apart by their order.
        let ordinal = seen.entry((finding.code.clone(), key.clone())).or_default();
        finding.id = hash(&[&finding.code, &project, &key, &ordinal.to_string()]);
        *ordinal += 1;
    }
}

/// The first 16 hexadecimal digits of SHA-256 over the parts.
pub(crate) fn hash(parts: &[&str]) -> String {
    let digest = Sha256::digest(parts.join("\u{1F}").as_bytes());
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = digest
        .iter()
        .take(8)
        .flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .map(|digit| char::from(DIGITS[usize::from(digit)]))
        .collect()
}
