use proptest::prelude::*;

use super::*;
use Bound::{About, AtLeast, AtMost, Exact};

fn total(terms: &[(&str, Bound)]) -> Total {
    let figures: Vec<Figure> = terms.iter().map(|(value, bound)| figure(value, *bound)).collect();
    sum(&figures).expect("terms")
}

/// Terms, and what is said of their sum in Chinese and in English.
type Row<'a> = (&'a [(&'a str, Bound)], &'a str, &'a str);

#[test]
fn sums_are_told_as_the_conventions_say() {
    let rows: &[Row] = &[
        (&[("300", AtLeast), ("1217", Exact)], "超1500", "over 1,500"),
        (&[("300", AtLeast), ("1217", Exact), ("200", AtMost)], "约1700", "about 1,700"),
        (&[("32000", AtLeast), ("5000", Exact)], "3.7万余", "over 37,000"),
        (&[("0.1", Exact), ("0.2", Exact)], "0.3", "0.3"),
        (&[("384000", Exact), ("10000", Exact), ("15000", Exact)], "40.9万", "409,000"),
        (&[("200", AtMost)], "近200", "nearly 200"),
        (&[("200", AtMost), ("100", Exact)], "近300", "nearly 300"),
        (&[("200", AtMost), ("3217", Exact)], "约3400", "about 3,400"),
        (&[("80", AtLeast)], "80余", "over 80"),
        (&[("80", AtLeast), ("80", AtLeast)], "超160", "over 160"),
        (&[("50", About)], "约50", "about 50"),
        (&[("50", About), ("7", Exact)], "约60", "about 60"),
        (&[("0", Exact), ("0", Exact)], "0", "0"),
        (&[("10", AtLeast), ("53", AtLeast), ("20", AtLeast)], "超80", "over 80"),
    ];
    for (terms, chinese, english) in rows {
        let phrase = total(terms).phrase;
        assert_eq!((phrase.chinese("").as_str(), phrase.english("").as_str()), (*chinese, *english), "{terms:?}");
    }
}

#[test]
fn a_sum_knows_its_interval_and_its_terms() {
    let sum = total(&[("300", AtLeast), ("1217", Exact), ("200", AtMost)]);
    let ends = Interval { low: End::open(1617.into()), high: End::open(1817.into()) };
    assert_eq!((sum.value, sum.interval), (1717.into(), ends));
    assert_eq!((sum.approximate, sum.terms, sum.bound()), (2, 3, About));
    assert_eq!(sum_of_nothing(), None);
}

fn sum_of_nothing() -> Option<Total> {
    sum([])
}

#[test]
fn the_largest_figures_add_up_exactly() {
    let most = figure("1000000000000000", Exact);
    let mut sum = Sum::default();
    for _ in 0..1000 {
        sum.add(&most);
        sum.add(&figure("0.000001", Exact));
    }
    assert_eq!(sum.total().expect("terms").value.to_string(), "1000000000000000000.001000");
}

fn any_figure() -> impl Strategy<Value = Figure> {
    let bound = prop::sample::select(Bound::ALL.as_slice());
    (1_i64..100_000, 0_u32..3, 0_u32..4, bound).prop_map(|(digits, scale, zeros, bound)| {
        Figure::new(Decimal::new(digits * 10_i64.pow(zeros), scale), bound).expect("a figure")
    })
}

/// A number of the interval, so many thousandths of the way up.
fn member(interval: &Interval, way: u32) -> Decimal {
    let value = interval.low.at + (interval.high.at - interval.low.at) * Decimal::new(i64::from(way), 3);
    if interval.contains(value) { value } else { interval.middle() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_sum_holds_every_sum_of_members(terms in prop::collection::vec((any_figure(), 0_u32..=1000), 1..12)) {
        let members: Decimal = terms.iter().map(|(figure, way)| member(&figure.interval(), *way)).sum();
        let total = sum(terms.iter().map(|(figure, _)| figure)).expect("terms");
        prop_assert!(total.interval.contains(members));
        prop_assert_eq!(total.approximate > 0, total.bound().is_approximate());
        if total.bound() == AtLeast {
            prop_assert!(members >= total.phrase.number);
        }
        if total.bound() == AtMost {
            prop_assert!(members <= total.phrase.number);
        }
    }

    #[test]
    fn the_order_of_the_terms_does_not_matter(terms in prop::collection::vec(any_figure(), 1..12)) {
        let mut turned = terms.clone();
        turned.reverse();
        prop_assert_eq!(sum(&terms), sum(&turned));
        turned.sort();
        prop_assert_eq!(sum(&terms), sum(&turned));
    }

    /// Never more digits than the coarsest term has.
    #[test]
    fn an_uncertain_sum_is_as_coarse_as_its_coarsest_term(terms in prop::collection::vec(any_figure(), 1..12)) {
        let total = sum(&terms).expect("terms");
        let loose = terms.iter().filter(|figure| figure.bound().is_approximate());
        if let Some(grain) = loose.map(Figure::grain).max() {
            prop_assert!((total.phrase.number % grain).is_zero());
            prop_assert!(!total.phrase.number.is_zero());
        }
    }
}
