//! What a result shows before its page is fetched.

use serde_json::{Value, json};

use super::SearchIndex;
use crate::base::Day;
use crate::model::{PostId, Site};

impl SearchIndex {
    /// A part of the cards as JSON: an array for each post of title, address, day, and folder of the category; what a
    /// post lacks is `null`.
    pub fn cards(&self, site: &Site, part: usize) -> String {
        let cards: Vec<Value> = self.card_part(part).iter().map(|id| card(site, *id)).collect();
        Value::from(cards).to_string()
    }
}

fn card(site: &Site, id: PostId) -> Value {
    let post = site.post(id);
    let category = post.category.map(|id| &site.category(id).folder);
    json!([post.title, post.url, post.day().map(|day: Day| day.to_string()), category])
}
