use super::*;

fn change(metric: &str, before: &str, now: &str) -> (Option<String>, String, String) {
    let portal = Portal::new();
    let mut posts = Vec::new();
    for (path, days, figure) in [("news/before", "2022-03", before), ("news/now", "2023-03", now)] {
        let figures: &[(&str, &str)] = if figure.is_empty() { &[] } else { &[(metric, figure)] };
        posts.push(portal.post(path, days, figures));
    }
    let result = portal.ask(&posts, &[("metric", metric), ("period", "2023-H1"), ("compare", "last-year")]);
    let change = result.compare.expect("a comparison").change;
    let value = change.value.map(|value| value.to_string());
    (value, change.difference.chinese(), change.difference.english())
}

#[test]
fn changes_are_told_as_the_conventions_say() {
    let rows = [
        ("funds", "38.4万", "40.9万", Some("6.51"), "增长6.51%", "up 6.51%"),
        ("funds", "200", "150", Some("-25"), "下降25%", "down 25%"),
        ("funds", "100", "350", Some("250"), "增长250%", "up 250%"),
        ("funds", "100", "100", Some("0"), "持平", "unchanged"),
        ("funds", "100000", "100001", Some("0"), "基本持平", "nearly unchanged"),
        ("funds", "", "100", None, "—", "—"),
        ("funds", "100", "", None, "—", "—"),
        ("sessions", "8", "20", None, "由8场次增至20场次", "up from 8 to 20"),
        ("sessions", "0", "20", None, "由0场次增至20场次", "up from 0 to 20"),
        ("sessions", "20", "0", None, "由20场次减至0场次", "down from 20 to 0"),
        ("sessions", "5", "10余", None, "由5场次增至10余场次", "up from 5 to over 10"),
        ("funds", "100", "1000", None, "由100元增至1000元", "up from 100 to 1,000"),
        ("funds", "100", "999", Some("899"), "增长899%", "up 899%"),
        ("funds", "100000", "1", None, "由10万元减至1元", "down from 100,000 to 1"),
        ("people", "1000", "1500余", Some("50"), "增长超50%", "up over 50%"),
        ("people", "1000", "近1600", Some("60"), "增长近60%", "up nearly 60%"),
        ("people", "1000", "约1350", Some("35"), "增长约35%", "up about 35%"),
        ("people", "2000", "约3000", None, "由2000人增至约3000人", "up from 2,000 to about 3,000"),
        ("people", "2000", "约2900", Some("40"), "增长超40%", "up over 40%"),
        ("people", "1000", "700余", Some("-30"), "下降近30%", "down nearly 30%"),
        ("people", "3万余", "近5万", None, "由3万余人增至近5万人", "up from over 30,000 to nearly 50,000"),
        ("people", "约30000", "32001", None, "因含约数，不作增减比较", "too approximate to compare"),
        ("people", "近200", "100", None, "由近200人减至100人", "down from nearly 200 to 100"),
        ("people", "1000余", "10", Some("-99"), "下降约99%", "down about 99%"),
        ("people", "近200", "180", None, "因含约数，不作增减比较", "too approximate to compare"),
        ("people", "近200", "200余", None, "因含约数，不作增减比较", "too approximate to compare"),
        ("people", "近10", "500", None, "由近10人增至500人", "up from nearly 10 to 500"),
        ("attendance", "85.5%", "超100%", None, "由85.5%升至超100%", "up from 85.5% to over 100%"),
        ("attendance", "80%", "约92%", Some("12"), "提高约12个百分点", "up about 12 percentage points"),
        ("attendance", "95%", "98.5%", Some("3.5"), "提高3.5个百分点", "up 3.5 percentage points"),
        ("attendance", "98.5%", "95%", Some("-3.5"), "降低3.5个百分点", "down 3.5 percentage points"),
    ];
    for (metric, before, now, value, chinese, english) in rows {
        let told = change(metric, before, now);
        assert_eq!(told, (value.map(str::to_owned), chinese.to_owned(), english.to_owned()), "{before} -> {now}");
    }
}
