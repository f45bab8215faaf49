use proptest::prelude::*;

use super::*;
use Bound::{About, AtLeast, AtMost, Exact};

#[test]
fn figures_are_shown_in_chinese_and_english() {
    let rows = [
        ("409", Exact, "", "409", "409"),
        ("409", Exact, "个", "409个", "409"),
        ("80", AtLeast, "场次", "80余场次", "over 80"),
        ("200", AtMost, "人", "近200人", "nearly 200"),
        ("50", About, "人", "约50人", "about 50"),
        ("384000", Exact, "元", "38.4万元", "384,000"),
        ("20000", AtLeast, "人", "2万余人", "over 20,000"),
        ("98.5", Exact, "%", "98.5%", "98.5%"),
        ("100", AtLeast, "%", "超100%", "over 100%"),
        ("9999", Exact, "人", "9999人", "9,999"),
        ("10000", Exact, "人", "1万人", "10,000"),
        ("15790", Exact, "个", "1.58万个", "15,790"),
        ("15790", AtLeast, "个", "1.57万余个", "over 15,790"),
        ("15710", AtMost, "个", "近1.58万个", "nearly 15,710"),
        ("39348800", Exact, "元", "3934.88万元", "39,348,800"),
        ("99999999", Exact, "元", "1亿元", "99,999,999"),
        ("99999999", AtLeast, "元", "9999.99万余元", "over 99,999,999"),
        ("100000000", Exact, "元", "1亿元", "100,000,000"),
        ("123000000", Exact, "元", "1.23亿元", "123,000,000"),
        ("9999.999", Exact, "元", "1万元", "about 10,000"),
        ("12.345", Exact, "小时", "12.35小时", "about 12.35"),
        ("12.5", AtLeast, "小时", "超12.5小时", "over 12.5"),
        ("53", AtLeast, "期", "53余期", "over 53"),
        ("384000", Exact, "万元", "384000万元", "384,000"),
        ("0", Exact, "人", "0人", "0"),
        ("0.1", Exact, "", "0.1", "0.1"),
    ];
    for (value, bound, unit, chinese, english) in rows {
        let phrase = figure(value, bound).phrase();
        assert_eq!((phrase.chinese(unit).as_str(), phrase.english(unit).as_str()), (chinese, english), "{value}");
    }
}

#[test]
fn tables_and_files_have_all_digits() {
    assert_eq!(figure("384000", Exact).phrase().table("元"), "384000元");
    assert_eq!(figure("20000", AtLeast).phrase().table("人"), "20000余人");
    assert_eq!(figure("15790", AtMost).phrase().table(""), "近15790");
    assert_eq!(plain("384000.50".parse().expect("a decimal")), "384000.5");
    assert_eq!(plain(Decimal::MAX).len(), 29);
}

#[test]
fn the_largest_numbers_are_shown_too() {
    for bound in Bound::ALL {
        let phrase = Phrase { number: Decimal::MAX, bound, firm: true };
        assert!(phrase.chinese("元").ends_with('元') && !phrase.english("").is_empty() && !phrase.table("").is_empty());
    }
}

fn any_figure() -> impl Strategy<Value = Figure> {
    let bound = prop::sample::select(Bound::ALL.as_slice());
    (0_i64..2_000_000_000_000, 0_u32..4, 0_u32..8, bound).prop_map(|(digits, scale, zeros, bound)| {
        let digits = digits / 10_i64.pow(zeros) * 10_i64.pow(zeros);
        Figure::new(Decimal::new(digits, scale), bound).expect("a figure")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// What a reader reads is true of the number: with a bound always, and without one to half of the last digit shown.
    #[test]
    fn what_is_shown_holds_of_the_figure(figure in any_figure()) {
        let all = metrics();
        let shown = read_text(&figure.phrase().chinese("元"), &all["元"], &all).expect("readable").figure;
        let zero = figure.value() < Decimal::new(1, 2);
        let true_of_it = if figure.bound().is_approximate() {
            shown.interval().contains(figure.value())
        } else {
            (shown.value() - figure.value()).abs() * Decimal::from(200) <= figure.value().max(Decimal::ONE)
        };
        prop_assert!(zero || true_of_it, "{} {:?}", figure.phrase().chinese("元"), figure);
        prop_assert!(!figure.bound().is_approximate() || shown.bound() == figure.bound());
        let table = read_text(&figure.phrase().table("元"), &all["元"], &all).expect("readable").figure;
        prop_assert_eq!(table, figure);
    }
}

#[test]
fn one_thing_has_its_english_unit_in_the_singular() {
    let told = |text: &str, unit: &str| {
        let all = metrics();
        read_text(text, &all["人"], &all).expect("a figure").figure.phrase().english_with_unit(unit)
    };
    let rows = [
        ("1", "people", "1 person"),
        ("1", "sessions", "1 session"),
        ("1", "families", "1 family"),
        ("1", "classes", "1 class"),
        ("1", "boxes", "1 box"),
        ("1", "young people", "1 young person"),
        ("1", "yuan", "1 yuan"),
        ("1", "人", "1 人"),
        ("1", "", "1"),
        ("2", "people", "2 people"),
        ("0", "sessions", "0 sessions"),
        ("1余", "sessions", "over 1 sessions"),
        ("10000", "posts", "10,000 posts"),
    ];
    for (text, unit, expected) in rows {
        assert_eq!(told(text, unit), expected);
    }
}
