//! One query and its answer.

use super::table::{Table, Towards};
use crate::base::{SitePath, Spreadsheet};
use crate::config::Language;
use crate::diag::Message;
use crate::figures::{Bound, Metric, Phrase};
use crate::model::Site;
use crate::pages::query_messages;
use crate::report::Messages;
use crate::stats::{By, Compare, Period, Query, StatResult, TotalView};
use crate::words::Words;

/// A query and what it comes to, ready to be told.
pub struct Answer {
    query: Query,
    result: StatResult,
}

/// Asks a query of a site, by arguments as the widget `stat` has them. `words` are those of its theme, in whose language
/// the answer's texts are.
///
/// # Errors
/// A message for each argument that can't be used. A term that neither a post nor site.toml has is one: whoever asks at a
/// terminal has mistyped it.
pub fn ask(site: &Site, words: &Words, arguments: &[(String, String)]) -> Result<Answer, Vec<Message>> {
    let pairs = arguments.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let mut query = Query::parse(pairs, &site.catalog(), site.today).map_err(|errors| query_messages(&errors))?;
    let unknown = query.unknown_terms(|taxonomy| terms_of(site, taxonomy));
    if !unknown.is_empty() {
        return Err(query_messages(&unknown));
    }
    if query.metric == Metric::posts() {
        query.metric = Metric {
            label: words.get("posts_metric"),
            unit: words.get("posts_unit"),
            definition: words.get("posts_definition"),
            ..query.metric
        };
    }
    let result = site.answer(&query);
    let result = if words.language() == Language::English { result.in_english() } else { result };
    Ok(Answer { query, result })
}

/// The terms of a taxonomy that posts have, and those that site.toml gives an address.
fn terms_of<'s>(site: &'s Site, taxonomy: &str) -> Vec<&'s str> {
    let used = site.taxonomies().iter().filter(|known| known.id == taxonomy).flat_map(|known| &known.terms);
    used.map(|term| term.name.as_str()).chain(site.config.terms.keys().map(String::as_str)).collect()
}

impl Answer {
    /// The JSON of product.md, section 5.
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(&self.result).unwrap_or_default()
    }

    /// A spreadsheet: one row for each group and one for the total.
    pub fn csv(&self) -> Vec<u8> {
        let result = &self.result;
        let mut sheet = Spreadsheet::new(&[
            "metric", "label", "period", "key", "name", "value", "low", "high", "bound", "text", "unit",
        ]);
        let mut row = |key: &str, name: &str, total: &TotalView| {
            let number = |value: Option<_>| value.map(crate::figures::plain).unwrap_or_default();
            let bound = total.bound.map(Bound::as_str).unwrap_or_default();
            let period = result.period.to_string();
            sheet.row(&[
                &result.metric,
                &result.label,
                &period,
                key,
                name,
                &number(total.value),
                &number(total.low),
                &number(total.high),
                bound,
                &total.text,
                &total.unit,
            ]);
        };
        for group in result.groups.iter().flatten() {
            row(&group.key, &group.label, &group.total);
        }
        row("total", "", &result.total);
        if let Some(compared) = &result.compare {
            row(&compared.period.to_string(), "", &compared.total);
        }
        sheet.finish()
    }

    /// A text for people at a terminal.
    pub fn text(&self, messages: &Messages, language: Language) -> String {
        let teller = Teller { answer: self, messages, language };
        let parts = [teller.heading(), teller.numbers(), teller.groups(), teller.rests_on(), teller.doubts()];
        let told: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        told.join("\n\n")
    }
}

/// Tells an answer in a language.
struct Teller<'a> {
    answer: &'a Answer,
    messages: &'a Messages,
    language: Language,
}

impl Teller<'_> {
    fn say(&self, message: Message) -> String {
        self.messages.text(&message)
    }

    fn result(&self) -> &StatResult {
        &self.answer.result
    }

    fn period(&self, period: Period) -> String {
        match self.language {
            Language::Chinese => period.chinese(),
            Language::English => period.english(),
        }
    }

    fn heading(&self) -> String {
        let result = self.result();
        let days = if result.period == Period::ALL {
            Message::new("stats-heading-all").with("label", &result.label)
        } else {
            Message::new("stats-heading")
                .with("label", &result.label)
                .with("period", self.period(result.period))
                .with("from", result.period.from())
                .with("to", result.period.to())
        };
        let mut lines = vec![self.say(days)];
        if !result.definition.is_empty() {
            lines.push(self.say(Message::new("stats-definition").with("definition", &result.definition)));
        }
        lines.push(self.say(Message::new("stats-as-of").with("day", result.as_of)));
        lines.join("\n")
    }

    /// What is shown, and beside it all digits where they say more.
    fn total(&self, total: &TotalView, unit: &str) -> String {
        let Some(phrase) = total.phrase else { return self.messages.plain("stats-nothing") };
        let shown = self.language.figure_text(phrase, unit);
        let full = self.language.full_text(phrase, unit);
        if full != shown {
            self.say(Message::new("stats-in-full").with("shown", shown).with("full", full))
        } else {
            shown
        }
    }

    fn numbers(&self) -> String {
        let result = self.result();
        let mut table = Table::new(&[Towards::Left, Towards::Left]);
        table.row(vec![self.messages.plain("stats-total"), self.total(&result.total, &result.shown_unit)]);
        if let Some(compared) = &result.compare {
            let name = match self.answer.query.compare {
                Some(Compare::Previous) => "stats-previous",
                _ => "stats-last-year",
            };
            let change = match self.language {
                Language::Chinese => compared.change.difference.chinese(),
                Language::English => compared.change.difference.english(),
            };
            let told = Message::new("stats-compared").with("period", self.period(compared.period));
            let told = told.with("total", self.total(&compared.total, &result.shown_unit)).with("change", change);
            table.row(vec![self.messages.plain(name), self.say(told)]);
        }
        if let Some(target) = &result.target {
            let phrase = Phrase { number: target.value, bound: Bound::Exact, firm: true };
            let percent = target.percent.map_or_else(|| "—".to_owned(), crate::figures::plain);
            let told = Message::new("stats-target-of").with("target", self.language.figure_text(phrase, &result.unit));
            table.row(vec![
                self.messages.plain("stats-target"),
                self.say(told.with("period", &target.period).with("percent", percent)),
            ]);
        }
        table.text()
    }

    fn groups(&self) -> String {
        let result = self.result();
        let Some(groups) = &result.groups else { return String::new() };
        let mut table = Table::new(&[Towards::Left, Towards::Right]);
        for group in groups {
            let shown = group.total.phrase.map(|phrase| self.language.full_text(phrase, &group.total.unit));
            let by_time = matches!(self.answer.query.by, Some(By::Time(_)));
            let label = if by_time || group.label == group.key {
                group.key.clone()
            } else {
                format!("{} {}", group.key, group.label)
            };
            table.row(vec![label, shown.unwrap_or_else(|| "—".to_owned())]);
        }
        let mut text = if groups.is_empty() { self.messages.plain("stats-no-groups") } else { table.text() };
        if result.groups_left_out > 0 {
            text.push('\n');
            text.push_str(&self.say(Message::new("stats-more-groups").with("count", result.groups_left_out)));
        }
        text
    }

    fn rests_on(&self) -> String {
        let result = self.result();
        let mut lines = vec![self.say(Message::new("stats-sources").with("count", result.sources.len()))];
        let mut table = Table::new(&[Towards::Left, Towards::Right]);
        for source in &result.sources {
            let unit = self.answer.query.metric.unit_of(source.events);
            let shown = self.language.full_text(source.phrase, unit);
            table.row(vec![source.path.to_string(), shown]);
        }
        lines.extend(table.lines());
        if result.approximate > 0 {
            lines.push(self.say(Message::new("stats-approximate").with("count", result.approximate)));
        }
        lines.join("\n")
    }

    fn doubts(&self) -> String {
        let result = self.result();
        let mut parts = Vec::new();
        let list = |id, paths: &[SitePath]| {
            let mut lines = vec![self.say(Message::new(id).with("count", paths.len()))];
            lines.extend(paths.iter().map(|path| format!("  {path}")));
            lines.join("\n")
        };
        if !result.silent.is_empty() {
            parts.push(list("stats-silent", &result.silent));
        }
        if !result.ungrouped.is_empty() {
            parts.push(list("stats-ungrouped", &result.ungrouped));
        }
        if !result.left_out.is_empty() {
            let mut lines = vec![self.say(Message::new("stats-left-out").with("count", result.left_out.len()))];
            let mut table = Table::new(&[Towards::Left, Towards::Left]);
            for left in &result.left_out {
                table.row(vec![left.path.to_string(), self.messages.plain(left.why.message())]);
            }
            lines.extend(table.lines());
            parts.push(lines.join("\n"));
        }
        parts.join("\n\n")
    }
}
