//! What a result shows before its page is fetched.

use serde_json::{Value, json};

use super::CARDS_A_PART;
use crate::base::{Day, Print};
use crate::model::{PostId, Site};

/// A part of the cards as JSON: an array for each post of title, address, day, and folder of the category; what a post
/// lacks is `null`. `order` are the posts in the order of their numbers.
pub fn cards(site: &Site, order: &[PostId], part: usize) -> String {
    let cards: Vec<Value> = card_part(order, part).iter().map(|id| card(site, *id)).collect();
    Value::from(cards).to_string()
}

/// The print of all that a part of the cards is made from.
pub fn cards_print(site: &Site, order: &[PostId], part: usize) -> Print {
    let cards = card_part(order, part).iter().map(|id| site.post(*id));
    Print::of(&cards.map(|post| (&post.title, &post.url, post.day(), &post.folder)).collect::<Vec<_>>())
}

/// The posts whose cards are in a part.
fn card_part(order: &[PostId], part: usize) -> &[PostId] {
    order.chunks(CARDS_A_PART).nth(part).unwrap_or_default()
}

fn card(site: &Site, id: PostId) -> Value {
    let post = site.post(id);
    let category = post.category.map(|id| &site.category(id).folder);
    json!([post.title, post.url, post.day().map(|day: Day| day.to_string()), category])
}
