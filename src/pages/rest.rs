//! What of a total belongs to no group that is shown.

use super::Pages;
use super::statistics::Told;
use crate::charts::Amount;
use crate::figures::{Total, plain};
use crate::stats::{By, Show, Why};
use crate::view::StatRestView;

/// The rest of a total: its name, and how much it is.
pub(super) struct Rest {
    label: String,
    total: Total,
}

impl Pages<'_> {
    /// The rest beside the groups: that of a ring, and that which `top` leaves. None where groups are compared with
    /// others, which have another rest.
    pub(super) fn rest(&self, told: &Told<'_>) -> Option<Rest> {
        let result = told.result;
        let wanted = result.groups_left_out > 0 || told.show == Show::Donut;
        let total = result.rest.filter(|rest| wanted && told.before.is_none() && !rest.value.is_zero())?;
        let alone = !result.ungrouped.is_empty() || result.left_out.iter().any(|left| left.why == Why::CrossesGroups);
        // A post with several terms may be in a group that is shown and in one that isn't.
        let of_terms = matches!(told.query.by, Some(By::Key { taxonomy: Some(_), .. }));
        let label = if result.groups_left_out > 0 && !alone && !of_terms {
            self.words.fill("groups_rest_of", &[("n", &result.groups_left_out.to_string())])
        } else {
            self.words.get("groups_rest")
        };
        Some(Rest { label, total })
    }

    pub(super) fn rest_view(&self, rest: &Rest, unit: &str) -> StatRestView {
        StatRestView {
            label: rest.label.clone(),
            text: self.language().figure_text(rest.total.phrase, unit),
            number: self.language().table_text(rest.total.phrase),
            value: plain(rest.total.value),
        }
    }

    /// The rest as a part of a ring: its name and its amount.
    pub(super) fn rest_part(&self, rest: &Rest, unit: &str) -> (String, Amount) {
        let Total { value, interval, phrase, .. } = rest.total;
        let text = self.language().figure_text(phrase, unit);
        (rest.label.clone(), Amount { value, low: interval.low.at, high: interval.high.at, text })
    }
}
