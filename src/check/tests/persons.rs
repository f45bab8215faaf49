//! What tells too much about a person, and what only looks like it.

use super::super::letters::Letters;
use super::super::persons::{What, find_persons};

fn told(text: &str) -> Vec<(What, String)> {
    find_persons(text, None, &Letters::of(text), true)
        .into_iter()
        .map(|one| (one.what, text[one.range].to_owned()))
        .collect()
}

#[test]
fn names_of_minors_are_seen_beside_school_and_aid() {
    for text in [
        "受助学生李晓梅，来自第一小学",
        "李晓梅同学今年上三年级",
        "困境儿童李晓梅（9岁）收到书包",
        "三年级2班学生李晓梅说",
        "| 姓名 | 年级 |\u{2029}|---|---|\u{2029}| 李晓梅 | 三年级 |\u{2029}",
    ] {
        assert_eq!(told(text), [(What::Minor, "李晓梅".to_owned())], "{text}");
    }
}

#[test]
fn neither_markup_nor_lists_nor_helpers_hide_a_minor() {
    for text in [
        "受助学生**李晓梅**收到书包",
        "**受助学生**李晓梅收到书包",
        "困境儿童：*李晓梅*领到书包",
        "**李晓梅**同学是留守儿童",
        "受助学生名单：李晓梅",
        "受助学生代表李晓梅同学",
        "困境儿童代表李晓梅发言",
        "志愿者看望留守儿童李晓梅",
        "受助学生（李晓梅）",
        "16岁的高中生李晓梅",
        "| 序号 | 受助人 | 年级 |\u{2029}|---|---|---|\u{2029}| 1 | 李晓梅 | 三年级 |\u{2029}",
        "| 学生 | 奖项 |\u{2029}|---|---|\u{2029}| 李晓梅 | 一等 |\u{2029}",
    ] {
        assert_eq!(told(text), [(What::Minor, "李晓梅".to_owned())], "{text}");
    }
    let names = |text: &str| told(text).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
    assert_eq!(names("受助学生名单：李晓梅、王强"), ["李晓梅", "王强"]);
    assert_eq!(names("欧阳小明同学是留守儿童"), ["欧阳小明"]);
}

#[test]
fn birth_dates_are_seen_below_their_head() {
    let birth = |date: &str| vec![(What::Birth, date.to_owned())];
    for (head, date) in
        [("出生日期", "2012-03-04"), ("出生年月", "2012.03"), ("**生日**", "2012年3月4日"), ("出生日期", "20120304")]
    {
        let table = format!("| 姓名 | {head} |\u{2029}|---|---|\u{2029}| 王某某 | {date} |\u{2029}");
        assert_eq!(told(&table), birth(date), "{table}");
    }
    let row = "| 王某某 | 2012-03-04";
    assert_eq!(find_persons(row, Some("| 姓名 | 出生日期"), &Letters::of(row), true).len(), 1);
    for text in ["出生日期：**2012年3月4日**", "**出生日期**：2012年3月4日"] {
        assert_eq!(told(text).len(), 1, "{text}");
    }
    for text in [
        "| 年份 | 出生人口 |\u{2029}|---|---|\u{2029}| 2012-03-04 | 31 |\u{2029}",
        "| 姓名 | 学生 |\u{2029}|---|---|\u{2029}| 王某 | 2012-03-04 |\u{2029}",
    ] {
        assert_eq!(told(text), [], "{text}");
    }
}

#[test]
fn others_are_left_alone() {
    for text in [
        "学生高兴地说",
        "资助学生张某某和李某",
        "志愿者李晓梅为小学生上课",
        "学生周末来到小学",
        "旗团委书记张明华到小学调研",
        "资助学生96名",
        "张*三、李*四同学",
        "向学生讲雷锋故事",
        "小学生马上到校",
        "学生代表高度评价",
        "受助学生（高一）",
        "资助学生**96**名",
        "受助学生**张某某**",
        "资助学生张**同学",
        "志愿者张明华看望留守儿童",
        "留守儿童王老师",
        "资助大学生李晓梅",
        "| 学生 | 人数 |\u{2029}|---|---|\u{2029}| 高一 | 30 |\u{2029}",
        "| 姓名 | 单位 | 学生 |\u{2029}|---|---|---|\u{2029}| 李晓梅 | 中学 | 30 |\u{2029}",
    ] {
        assert_eq!(told(text), [], "{text}");
    }
}

#[test]
fn addresses_and_birth_dates_are_seen_where_they_are_of_people() {
    assert_eq!(told("家庭住址：大镇东升嘎查3组")[0].0, What::Address);
    assert_eq!(told("出生日期：2012年3月4日")[0].0, What::Birth);
    for text in
        ["地点：青年广场3号楼201室", "1988年1月1日以后出生", "家庭住址不得公开", "2023年6月生产", "住址只写到乡镇"]
    {
        assert_eq!(told(text), [], "{text}");
    }
}
