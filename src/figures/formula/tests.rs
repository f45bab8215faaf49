use proptest::prelude::*;

use super::*;
use crate::figures::{Bound, Figure};

const KNOWN: [&str; 6] = ["funds", "students", "per_student", "per-student", "per", "场次"];

fn formula(text: &str) -> Formula {
    Formula::read(text, KNOWN).unwrap_or_else(|problem| panic!("{text}: {problem:?}"))
}

fn fault(text: &str) -> (FormulaFault, usize, usize) {
    let problem = Formula::read(text, KNOWN).expect_err("a problem");
    (problem.fault, problem.at, problem.width)
}

/// Figures as `name` with number and bound.
fn refuted(text: &str, figures: &[(&str, &str, Bound)]) -> bool {
    let interval =
        |value: &str, bound| Figure::new(value.parse().expect("a decimal"), bound).expect("a figure").interval();
    formula(text)
        .is_refuted(|name| figures.iter().find(|(id, ..)| *id == name).map(|(_, value, bound)| interval(value, *bound)))
}

/// A formula, figures with their bounds, and whether they refute it.
type Row<'a> = (&'a str, &'a [(&'a str, &'a str, Bound)], bool);

#[test]
fn a_formula_fails_only_where_no_value_satisfies_it() {
    use Bound::{About, AtLeast, AtMost, Exact};
    let gift = "funds == students * per_student";
    let aid = |funds, bound, students, per| {
        [("funds", funds, bound), ("students", students, Exact), ("per_student", per, Exact)]
    };
    let rows: &[Row] = &[
        (gift, &aid("384000", Exact, "384", "1000"), false),
        (gift, &aid("384000", Exact, "380", "1000"), true),
        (gift, &aid("380000", AtLeast, "384", "1000"), false),
        (gift, &aid("380000", AtLeast, "394", "1000"), true),
        (gift, &aid("380000", AtLeast, "390", "1000"), true),
        ("funds == per", &[("funds", "80", AtLeast), ("per", "85", Exact)], false),
        ("funds == per", &[("funds", "80", AtLeast), ("per", "90", Exact)], true),
        ("funds == per", &[("funds", "80", AtMost), ("per", "70", Exact)], true),
        ("funds == per", &[("funds", "80", AtMost), ("per", "70.5", Exact)], false),
        ("funds < per", &[("funds", "80", AtLeast), ("per", "80", Exact)], true),
        ("funds <= per", &[("funds", "80", AtLeast), ("per", "80", Exact)], false),
        ("funds > per", &[("funds", "80", AtLeast), ("per", "90", Exact)], true),
        ("funds >= per", &[("funds", "80", AtLeast), ("per", "90", Exact)], true),
        ("funds > per", &[("funds", "80", About), ("per", "84", Exact)], false),
        ("funds != per", &[("funds", "80", Exact), ("per", "80", Exact)], true),
        ("funds != per", &[("funds", "80", AtLeast), ("per", "80", Exact)], false),
        ("funds / per == 0.1 + 0.2", &[("funds", "3", Exact), ("per", "10", Exact)], false),
        ("funds / per * per == funds", &[("funds", "1", Exact), ("per", "3", Exact)], false),
        ("funds / per > 5", &[("funds", "1", Exact), ("per", "0", Exact)], false),
        ("funds - per >= 0", &[("funds", "5", Exact), ("per", "6", Exact)], true),
        ("-funds > 0", &[("funds", "5", Exact)], true),
        ("funds == 1 && per == 2", &[("funds", "1", Exact), ("per", "3", Exact)], true),
        ("funds == 1 || per == 2", &[("funds", "1", Exact), ("per", "3", Exact)], false),
        ("!(funds == 1)", &[("funds", "1", Exact)], true),
        ("!(funds > 90)", &[("funds", "90", AtLeast)], false),
        ("funds == 1", &[("per", "3", Exact)], false),
        ("funds ＝＝ students × per_student", &aid("384000", Exact, "384", "1000"), false),
        ("funds ≥ students", &aid("3", Exact, "384", "1000"), true),
        (
            "funds == students*per-student",
            &[("funds", "6", Exact), ("students", "2", Exact), ("per-student", "4", Exact)],
            true,
        ),
        ("场次 > 0", &[("场次", "0", Exact)], true),
        ("funds == 0 * per", &[("funds", "0", Exact), ("per", "80", AtLeast)], false),
    ];
    let wrong: Vec<_> = rows.iter().filter(|(text, figures, fails)| refuted(text, figures) != *fails).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_metrics_that_are_named_are_known() {
    let names: Vec<String> = formula("funds == students * per-student - per").names().iter().cloned().collect();
    assert_eq!(names, ["funds", "per", "per-student", "students"]);
}

#[test]
fn what_is_no_condition_is_refused() {
    let unknown = |name: &str| FormulaFault::UnknownMetric { name: name.to_owned() };
    let rows = [
        ("funds == studens * 2", (unknown("studens"), 9, 7)),
        ("资金 == 2", (unknown("资金"), 0, 2)),
        ("studens", (unknown("studens"), 0, 7)),
        ("funds = students", (FormulaFault::Assignment, 0, 16)),
        ("funds", (FormulaFault::NoCondition, 0, 5)),
        ("funds == (students == per)", (FormulaFault::NoCondition, 0, 26)),
        ("funds == \"x\"", (FormulaFault::Unsupported, 0, 12)),
        ("funds == max(students, 1)", (FormulaFault::Unsupported, 0, 25)),
        ("funds % 2 == 0", (FormulaFault::Unsupported, 0, 14)),
        ("funds ==", (FormulaFault::Syntax, 0, 8)),
        ("(funds == 1", (FormulaFault::Syntax, 0, 11)),
        ("", (FormulaFault::Syntax, 0, 0)),
    ];
    for (text, expected) in rows {
        assert_eq!(fault(text), expected, "{text}");
    }
    assert_eq!(fault(&"(".repeat(400)).0, FormulaFault::TooLong);
    assert_eq!(fault(&"funds + ".repeat(100)).0, FormulaFault::TooLong);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    /// No text makes the reader panic.
    #[test]
    fn any_text_is_read_or_refused(text in "[funds per()!=<>&|+*/.,;\"0-9a-b×（）-]{0,40}|\\PC{0,30}") {
        match Formula::read(&text, KNOWN) {
            Ok(formula) => prop_assert_eq!(formula.text(), text.trim()),
            Err(problem) => prop_assert!(problem.at + problem.width <= text.chars().count().max(1)),
        }
    }

    /// Of numbers within the bounds that satisfy a formula, none is refuted.
    #[test]
    fn what_some_values_satisfy_is_not_refuted(
        values in prop::collection::vec((0_i64..200, 0_usize..4, 0_u32..10), 3),
    ) {
        let figures: Vec<(Decimal, Interval)> = values.iter().map(|(value, bound, tenth)| {
            let figure = Figure::new(Decimal::from(*value), Bound::ALL[*bound]).expect("a figure");
            let interval = figure.interval();
            // A number inside: so many tenths of the way from the lower end to the upper.
            let way = interval.high.at - interval.low.at;
            let inside = interval.low.at + way * Decimal::new(i64::from(*tenth), 1);
            (if interval.contains(inside) { inside } else { figure.value() }, interval)
        }).collect();
        let (a, b, c) = (figures[0].0, figures[1].0, figures[2].0);
        let quotient = if c.is_zero() { None } else { a.checked_div(c) };
        let truths = [
            ("funds + students == per", a + b == c), ("funds * students == per", a * b == c),
            ("funds - students < per", a - b < c), ("funds * students >= per", a * b >= c),
            ("funds / per <= students", quotient.is_some_and(|quotient| quotient <= b)),
            ("!(funds > students) || per != 1", a <= b || c != Decimal::ONE),
        ];
        for (text, holds) in truths {
            let interval = |name: &str| match name {
                "funds" => Some(figures[0].1),
                "students" => Some(figures[1].1),
                _ => Some(figures[2].1),
            };
            prop_assert!(!(holds && formula(text).is_refuted(interval)), "{} {:?}", text, figures);
        }
    }
}
