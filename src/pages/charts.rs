//! Results as charts: which amounts they draw, and how these are written.

use super::Pages;
use super::rest::Rest;
use super::statistics::Told;
use crate::charts::{Amount, Chart, Heading, Item, NOTHING, Pair, Slice};
use crate::config::Language;
use crate::figures::Decimal;
use crate::stats::{By, Grain, GroupResult, Show, TotalView};
use crate::view::StatView;

impl Pages<'_> {
    /// The chart of a result; `None` where its form has none, or where there is nothing to draw.
    pub(super) fn chart(&self, told: &Told<'_>, view: &StatView, rest: Option<&Rest>) -> Option<(Chart, Heading)> {
        let groups = told.result.groups.as_deref().unwrap_or_default();
        let stated = groups.iter().any(|group| group.total.value.is_some());
        let chart = match told.show {
            Show::Number | Show::Table => None,
            Show::Progress => self.progress(told, view),
            Show::Compare if told.query.by.is_none() => self.two_periods(told, view),
            Show::Compare => {
                let pairs = Chart::Pairs(self.pairs(told, view));
                (stated || told.before.is_some_and(|before| before.total.value.is_some())).then_some(pairs)
            }
            _ if !stated => None,
            Show::Line => Some(self.line(told, view)),
            Show::Donut if !told.result.overlapping => self.donut(told, view, rest),
            Show::Donut | Show::Bar => Some(Chart::Bars(self.items(groups, &told.result.shown_unit, view))),
        }?;
        let description = self.description(groups, told, view);
        Some((chart, Heading { title: view.title.clone(), description }))
    }

    /// What can be seen, in a sentence; the numbers are in the table.
    fn description(&self, groups: &[GroupResult], told: &Told<'_>, view: &StatView) -> String {
        if let (Show::Progress, Some(target)) = (told.show, &view.target) {
            let filled = [("text", view.text.as_str()), ("target", &target.text), ("percent", &target.percent)];
            return self.words.fill("chart_progress", &filled);
        }
        if let (None, Some(compare)) = (&told.query.by, &view.compare) {
            let change = if compare.change.is_empty() { NOTHING } else { &compare.change };
            let filled = [("text", view.text.as_str()), ("before", &compare.told), ("change", change)];
            return self.words.fill("chart_compare", &filled);
        }
        let largest = groups.iter().enumerate().rev().max_by_key(|(_, group)| group.total.value);
        let named = largest.and_then(|(index, _)| view.groups.get(index)).filter(|group| group.value.is_some());
        match named {
            Some(group) => {
                let (shown, all) = told.counts();
                let filled = [("n", shown.as_str()), ("all", &all), ("name", &group.label), ("text", &group.text)];
                self.words.fill(if shown == all { "chart_most" } else { "chart_most_of" }, &filled)
            }
            None => self.words.get("chart_nothing"),
        }
    }

    fn amount(&self, total: &TotalView, unit: &str) -> Option<Amount> {
        let text = self.total_texts(total, unit).0;
        Some(Amount { value: total.value?, low: total.low?, high: total.high?, text })
    }

    fn items(&self, groups: &[GroupResult], unit: &str, view: &StatView) -> Vec<Item> {
        let named = groups.iter().zip(&view.groups);
        let item = |(group, shown): (&GroupResult, &crate::view::StatGroupView)| Item {
            label: shown.label.clone(),
            amount: self.amount(&group.total, unit),
        };
        named.map(item).collect()
    }

    fn pairs(&self, told: &Told<'_>, view: &StatView) -> Vec<Pair> {
        let groups = told.result.groups.as_deref().unwrap_or_default();
        let unit = &told.result.shown_unit;
        let pair = |(index, item): (usize, Item)| {
            let before = told.group_before(index).and_then(|group| self.amount(&group.total, unit));
            let text = before.as_ref().map_or(NOTHING, |before| before.text.as_str());
            let note = self.told_before(told.query, text);
            Pair { label: item.label, now: item.amount, before, note }
        };
        self.items(groups, &told.result.shown_unit, view).into_iter().enumerate().map(pair).collect()
    }

    /// A name of a period that begins a line.
    fn alone(&self, period: &str) -> String {
        let mut letters = period.chars();
        match (self.language(), letters.next()) {
            (Language::English, Some(first)) => first.to_uppercase().chain(letters).collect(),
            _ => period.to_owned(),
        }
    }

    /// The total of a period beside that of another.
    fn two_periods(&self, told: &Told<'_>, view: &StatView) -> Option<Chart> {
        let (compared, shown) = (told.result.compare.as_ref()?, view.compare.as_ref()?);
        let unit = &told.result.shown_unit;
        let now = self.amount(&told.result.total, unit);
        let before = self.amount(&compared.total, unit);
        let change = if shown.change.is_empty() { String::new() } else { self.words.get("comma") + &shown.change };
        let label = self.alone(&view.period);
        let drawn = now.is_some() || before.is_some();
        drawn.then(|| Chart::Pairs(vec![Pair { label, now, before, note: format!("{}{change}", shown.told) }]))
    }

    /// Points are written without their unit, which stands above the line.
    fn line(&self, told: &Told<'_>, view: &StatView) -> Chart {
        let groups = told.result.groups.as_deref().unwrap_or_default();
        let mut points = self.items(groups, &told.result.shown_unit, view);
        for (point, group) in points.iter_mut().zip(groups) {
            if let Some(amount) = &mut point.amount {
                amount.text = self.total_texts(&group.total, &told.result.shown_unit).1;
            }
            if let Some(By::Time(grain)) = told.query.by {
                point.label = self.short_time(&point.label, grain, groups.len());
            }
        }
        let unit = &told.result.shown_unit;
        let unit = if unit.is_empty() { String::new() } else { self.words.fill("chart_unit", &[("name", unit)]) };
        Chart::Line { points, unit }
    }

    /// A time below a point: `Jan` says enough, and of many `22年3月`.
    fn short_time(&self, label: &str, grain: Grain, count: usize) -> String {
        match (self.language(), grain, label.split_once(' ')) {
            (Language::Chinese, ..) if count > 12 => label.strip_prefix("20").unwrap_or(label).to_owned(),
            (Language::English, Grain::Month, Some((month, year))) => format!("{} {year}", first_letters(month)),
            (Language::English, Grain::Month, None) => first_letters(label),
            _ => label.to_owned(),
        }
    }

    /// Parts from the largest to the smallest; what belongs to no group is a part of its own. Shares are those of the
    /// arcs: of numbers as they are told, each rounded for itself, they would come to more than the whole.
    fn donut(&self, told: &Told<'_>, view: &StatView, rest: Option<&Rest>) -> Option<Chart> {
        let result = told.result;
        let groups = result.groups.as_deref().unwrap_or_default();
        let named = self.items(groups, &told.result.shown_unit, view).into_iter();
        let mut parts: Vec<(String, Amount)> = named.filter_map(|item| Some((item.label, item.amount?))).collect();
        parts.retain(|(_, amount)| !amount.value.is_zero());
        parts.sort_by_key(|(_, amount)| std::cmp::Reverse(amount.value));
        parts.extend(rest.map(|rest| self.rest_part(rest, &result.shown_unit)));
        let whole = parts.iter().fold(Decimal::ZERO, |sum, (_, amount)| sum.saturating_add(amount.value));
        if whole.is_zero() {
            return None;
        }
        let slices = parts.into_iter().filter_map(|(label, amount)| {
            let percent = amount.value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)?;
            Some(Slice { label, amount, share: self.percent_text(percent, result.total.is_approximate()) })
        });
        let whole = [view.number.clone(), view.unit.clone()];
        Some(Chart::Donut { slices: slices.collect(), whole })
    }

    fn progress(&self, told: &Told<'_>, view: &StatView) -> Option<Chart> {
        let result = told.result;
        let (target, shown) = (result.target.as_ref()?, view.target.as_ref()?);
        let filled = [("period", shown.period.as_str()), ("text", &shown.text)];
        let text = self.words.fill("target_of", &filled);
        let target = Amount { value: target.value, low: target.value, high: target.value, text };
        let reached = self.amount(&result.total, &result.shown_unit);
        Some(Chart::Progress { reached, target, share: shown.percent.clone() })
    }
}

fn first_letters(month: &str) -> String {
    month.chars().take(3).collect()
}
