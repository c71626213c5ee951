//! What lies beside a form: other forms of its project, and what is known of it from outside. Joined by project code, else by the
//! same name and unit; a form that cannot be joined is compared with nothing.

use crate::join::{Index, normal};
use jiff::civil::Date;
use model::outside::{Outside, Payment, Person, ProjectKey, ProjectRecord};
use model::text::norm;
use model::{Form, FormKind};
use std::collections::HashMap;

/// What was handed in to compare with. It is looked up, never judged.
#[derive(Debug, Default)]
pub struct Beside {
    forms: Vec<Known>,
    outside: Outside,
    by_form: Index,
    by_payment: Index,
    by_record: Index,
    /// Persons by the unit of their roll; those of no unit under an empty name.
    rolls: HashMap<String, Vec<usize>>,
}

/// A form that lies beside others.
#[derive(Debug)]
pub struct Known {
    /// The form.
    pub form: Form,
    /// The document's path.
    pub document: String,
    /// The form's number in it, from 1.
    pub number: u32,
}

impl Beside {
    /// These forms and tables.
    pub fn new(forms: Vec<Known>, outside: Outside) -> Beside {
        let payments = outside.payments.iter().flatten();
        let mut rolls: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, person) in outside.people.iter().enumerate() {
            rolls.entry(norm(&person.unit)).or_default().push(index);
        }
        Beside {
            by_form: forms.iter().map(|known| key(&known.form)).collect(),
            by_payment: payments.map(|payment| normal(&payment.project)).collect(),
            by_record: outside
                .records
                .iter()
                .map(|record| normal(&record.project))
                .collect(),
            rolls,
            forms,
            outside,
        }
    }

    /// The tables.
    pub fn outside(&self) -> &Outside {
        &self.outside
    }

    /// How many forms it holds.
    pub fn forms(&self) -> usize {
        self.forms.len()
    }

    /// The persons of a unit's roll, and those of a roll that names no unit.
    fn people(&self, unit: &str) -> Vec<&Person> {
        let mut indices: Vec<usize> = self.rolls.get("").into_iter().flatten().copied().collect();
        if !unit.is_empty() {
            indices.extend(self.rolls.get(unit).into_iter().flatten());
        }
        indices
            .into_iter()
            .map(|index| &self.outside.people[index])
            .collect()
    }
}

/// What lies beside one form.
#[derive(Debug)]
pub struct Case<'a> {
    /// Target forms of the same year: the approved one, or several versions of it.
    pub targets: Vec<&'a Known>,
    /// Last year's target form.
    pub previous: Option<&'a Known>,
    /// Last year's self-evaluation.
    pub previous_evaluation: Option<&'a Known>,
    /// Monitoring forms of the same year.
    pub monitoring: Vec<&'a Known>,
    /// The self-evaluation of the same year.
    pub evaluation: Option<&'a Known>,
    /// The payments of the project; none where no payments were handed in, or none can be joined.
    pub payments: Option<Vec<&'a Payment>>,
    /// What the ledger says of the project.
    pub record: Option<&'a ProjectRecord>,
    /// The persons on the rolls of its unit.
    pub people: Vec<&'a Person>,
    /// All tables.
    pub outside: &'a Outside,
    /// The date of the verdict.
    pub as_of: Date,
    /// Whether the form is judged as it was published.
    pub published: bool,
}

impl<'a> Case<'a> {
    /// What lies beside a form.
    pub fn of(form: &Form, beside: &'a Beside, as_of: Date, published: bool) -> Case<'a> {
        let own = key(form);
        let related: Vec<&Known> = beside
            .by_form
            .of(&own)
            .map(|index| &beside.forms[index])
            .collect();
        let year = form.fiscal_year;
        let same_year = |known: &Known| match (year, known.form.fiscal_year) {
            (Some(own), Some(other)) => own == other,
            _ => true,
        };
        let last_year = |known: &Known| {
            year.zip(known.form.fiscal_year)
                .is_some_and(|(own, other)| own == other + 1)
        };
        let of_kind = |kind: FormKind, when: &dyn Fn(&Known) -> bool| -> Vec<&'a Known> {
            let fits = |known: &&&'a Known| known.form.kind == kind && when(known);
            related.iter().filter(fits).copied().collect()
        };
        let payments = beside.outside.payments.as_ref().map(|payments| {
            let own = beside.by_payment.of(&own);
            own.map(|index| &payments[index]).collect::<Vec<_>>()
        });
        let record = beside.by_record.of(&own).next();
        Case {
            targets: of_kind(FormKind::Target, &same_year),
            previous: of_kind(FormKind::Target, &last_year).pop(),
            previous_evaluation: of_kind(FormKind::SelfEvaluation, &last_year).pop(),
            monitoring: of_kind(FormKind::Monitoring, &same_year),
            evaluation: of_kind(FormKind::SelfEvaluation, &same_year).pop(),
            payments: payments.filter(|payments| !payments.is_empty()),
            record: record.map(|index| &beside.outside.records[index]),
            people: beside.people(&own.unit),
            outside: &beside.outside,
            as_of,
            published,
        }
    }
}

/// What names the project of a form, for comparison.
fn key(form: &Form) -> ProjectKey {
    ProjectKey {
        code: norm(form.project.code.as_deref().unwrap_or("")),
        name: norm(form.project_name()),
        unit: norm(form.office().unwrap_or("")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(code: &str, name: &str, unit: &str, year: i16, kind: FormKind) -> Form {
        let mut form = Form {
            kind,
            fiscal_year: Some(year),
            ..Form::default()
        };
        form.project.name = Some(name.to_owned());
        form.project.code = Some(code.to_owned()).filter(|code| !code.is_empty());
        form.unit.name = Some(unit.to_owned());
        form
    }

    fn beside(forms: Vec<Form>) -> Beside {
        let known = |form| Known {
            form,
            document: "旁.docx".to_owned(),
            number: 1,
        };
        Beside::new(forms.into_iter().map(known).collect(), Outside::default())
    }

    #[test]
    fn a_code_joins_where_the_name_changed_and_a_name_joins_only_in_its_unit() {
        let target = FormKind::Target;
        let beside = beside(vec![
            form("A1", "渠道清淤工程", "水务站", 2025, target),
            form("", "图书购置", "图书馆", 2025, target),
            form("", "图书购置", "档案馆", 2024, target),
        ]);
        let case = |form: &Form| {
            let case = Case::of(form, &beside, jiff::civil::date(2026, 1, 15), false);
            (case.targets.len(), case.previous.is_some())
        };
        assert_eq!(
            case(&form("A1", "渠道清淤", "水务站", 2025, target)),
            (1, false)
        );
        assert_eq!(
            case(&form("", "图书购置", "图书馆", 2025, target)),
            (1, false)
        );
        assert_eq!(
            case(&form("", "图书购置", "档案馆", 2025, target)),
            (0, true)
        );
        assert_eq!(
            case(&form("A2", "图书购置", "体育馆", 2025, target)),
            (0, false)
        );
    }
}
