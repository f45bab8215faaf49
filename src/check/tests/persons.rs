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
fn a_name_in_news_goes_on_with_what_somebody_does() {
    for (text, name) in [
        ("为留守儿童王雨桐送去书包。", "王雨桐"),
        ("第一小学学生王雨桐荣获一等奖。", "王雨桐"),
        ("小学生赵一诺参加了朗诵比赛。", "赵一诺"),
        ("王雨桐（第一小学三年级）获一等奖", "王雨桐"),
        ("王雨桐（三年级2班）", "王雨桐"),
        ("走访困境儿童王雨桐一家", "王雨桐"),
        ("留守儿童萨如拉收到了新书包", "萨如拉"),
        ("受助学生阿拉坦考上了大学", "阿拉坦"),
        ("孤儿欧阳雨桐想当医生", "欧阳雨桐"),
        ("受助学生王雨桐接受采访", "王雨桐"),
        ("向贫困学生王雨桐捐助5000元", "王雨桐"),
        ("乌日娜（女，9岁）是留守儿童", "乌日娜"),
        ("乌云其木格同学来自中心小学", "乌云其木格"),
        ("王雨桐，女，第一小学三年级学生", "王雨桐"),
        ("“希望之星”刘晨曦，第三小学四年级", "刘晨曦"),
        ("学生姓名：白音那，第一小学", "白音那"),
    ] {
        assert_eq!(told(text), [(What::Minor, name.to_owned())], "{text}");
    }
    for text in [
        "学生万余人参加活动",
        "小学生安全教育参加人数",
        "学生方阵走进会场",
        "儿童文艺汇演展示",
        "学生夏令营参加名额",
        "学生于广场参加活动",
        "为学生金秋助学送去资金",
        "中学生田径队荣获团体第一",
        "张明华（第一小学三年级班主任）获一等奖",
        "李老师（三年级2班）",
        "学生高票当选",
        "第一小学（三年级）",
        "70岁的王大爷义务接送小学生过马路",
        "28岁的李娜，是小学生的知心姐姐",
        "资助儿童白血病患者12名",
        "评委：王丽（第一小学）",
        "负责人姓名：包文学，学校：第一小学",
        "学生姓名：见附件",
        "学生马术队参加展示",
        "各年级的方案、总结",
        "常识（三年级）",
        "团干部培训班学员乌日娜分享",
        "共青团诞生于1922年5月5日",
        "2024年7月生物竞赛",
        "学生姓名：不详",
        "学生姓名：王某某",
        "学生姓名：王**",
        "李晓明，到第一小学三年级调研",
        "张明华老师（实验小学）",
        "乌兰牧骑小学生专场",
    ] {
        assert_eq!(told(text), [], "{text}");
    }
}

#[test]
fn whatever_stands_in_a_column_of_names_is_one() {
    let table = |head: &str, row: &str| format!("{head}\u{2029}|---|---|---|\u{2029}{row}\u{2029}");
    let heads = ["| 姓名 | 学校 | 金额 |", "| 姓 名 | 学校 | 金额 |", "| **姓名** | 学校 | 班主任 |"];
    for head in heads {
        for name in ["那日苏", "阿拉坦其其格", "欧阳雨桐", "涂雨桐", "王子和"] {
            let row = format!("| {name} | 一中 | 李老师 |");
            assert_eq!(
                told(&table(head, &row.replace("李老师", "500"))),
                [(What::Minor, name.to_owned())],
                "{head}{row}"
            );
        }
        assert_eq!(told(&table(head, "| **王雨桐** | 一中 | 500 |")), [(What::Minor, "王雨桐".to_owned())]);
        for other in ["王某某", "王**", "合计", "李×", "高一（3）班", ""] {
            assert_eq!(told(&table(head, &format!("| {other} | 一中 | 500 |"))), [], "{other}");
        }
    }
    for head in ["| 姓名 | 年级 | 班主任 |", "| 学生姓名 | 学校 | 指导教师 |", "| 姓名 | 学校 | 帮扶单位 |"]
    {
        let told = told(&table(head, "| 王雨桐 | 三年级 | 李晓明 |"));
        assert_eq!(told, [(What::Minor, "王雨桐".to_owned())], "{head}");
    }
    for head in [
        "| 姓名 | 学校 | 职务 |",
        "| 教师姓名 | 学校 | 学科 |",
        "| 志愿者姓名 | 单位 | 学校 |",
        "| 捐款人姓名 | 学校 | 金额 |",
        "| 学校名单 | 班级 | 人数 |",
        "| 姓名 | 任教学科 | 学校 |",
    ] {
        assert_eq!(told(&table(head, "| 王雨桐 | 一中 | 语文 |")), [], "{head}");
    }
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
        "| 组别 | 出生日期 |\u{2029}|---|---|\u{2029}| 少年组 | 2012年1月1日以后 |\u{2029}",
        "| 旗团委 | 团结街道团结社区5号楼 | 0475-4212345 | 王丽 |\u{2029}",
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
    for text in [
        "户籍：奈曼旗新镇新城村",
        "居住地：大沁他拉镇福利小区3号楼",
        "他居住在青年街18号楼",
        "现居住于福利小区3号楼1单元",
        "现居于福利小区3号楼",
    ] {
        assert_eq!(told(text).iter().map(|one| one.0).collect::<Vec<_>>(), [What::Address], "{text}");
    }
    for text in [
        "出生时间 19990307",
        "1999-03-07出生",
        "| 姓 名 | 出 生 日 期 |\u{2029}|---|---|\u{2029}| 王某某 | 2012-03-04 |\u{2029}",
    ] {
        assert_eq!(told(text).iter().map(|one| one.0).collect::<Vec<_>>(), [What::Birth], "{text}");
    }
    for text in [
        "居住在大镇东升嘎查的牧民",
        "全旗户籍人口最多的大镇东升村",
        "入住在站前的三家宾馆共20室",
        "志愿者住在学校宿舍",
        "2012-03-04出版",
        "雷锋1940年12月18日出生",
        "住在3个嘎查的26户",
    ] {
        assert_eq!(told(text), [], "{text}");
    }
    for text in
        ["地点：青年广场3号楼201室", "1988年1月1日以后出生", "家庭住址不得公开", "2023年6月生产", "住址只写到乡镇"]
    {
        assert_eq!(told(text), [], "{text}");
    }
}
