//! Which posts are like one another.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::lists::List;
use super::{ListKey, Post, PostId};

/// How many posts a post is related to, at most.
const MOST: usize = 5;

/// Where each post stands in its category, oldest first.
pub(super) fn positions_of(posts: &[Arc<Post>], lists: &BTreeMap<ListKey, Vec<PostId>>) -> Vec<Option<usize>> {
    let mut positions = vec![None; posts.len()];
    for (key, ids) in lists {
        if let ListKey::Neighbours(_) = key {
            for (position, id) in ids.iter().enumerate() {
                positions[id.0] = Some(position);
            }
        }
    }
    positions
}

/// For each post those nearest in time that share its rarest tag, then those nearest in its category. Rare tags say more
/// than common ones, and posts of the same weeks more than those of other years.
pub(super) fn relate(
    posts: &[Arc<Post>],
    lists: &BTreeMap<ListKey, List>,
    positions: &[Option<usize>],
) -> Vec<Vec<PostId>> {
    let tagged = tag_positions(posts.len(), lists);
    posts.par_iter().map(|post| related_to(post, posts, lists, &tagged[post.id.0], positions)).collect()
}

/// For each post its tags' lists, the shortest first, with its position in each.
fn tag_positions(posts: usize, lists: &BTreeMap<ListKey, List>) -> Vec<Vec<(&[PostId], usize)>> {
    let mut tagged: Vec<Vec<(&[PostId], usize)>> = vec![Vec::new(); posts];
    for (key, ids) in lists {
        if matches!(key, ListKey::Term { taxonomy, .. } if taxonomy == "tags") {
            for (position, id) in ids.ids().iter().enumerate() {
                tagged[id.0].push((ids.ids(), position));
            }
        }
    }
    for lists in &mut tagged {
        lists.sort_by_key(|(ids, _)| ids.len());
    }
    tagged
}

fn related_to(
    post: &Post,
    posts: &[Arc<Post>],
    lists: &BTreeMap<ListKey, List>,
    tagged: &[(&[PostId], usize)],
    positions: &[Option<usize>],
) -> Vec<PostId> {
    let mut related = Vec::new();
    for (ids, position) in tagged {
        add_nearest(&mut related, ids, *position, post, posts);
    }
    if let Some(category) = post.category
        && let Some(ids) = lists.get(&ListKey::Neighbours(category))
        && related.len() < MOST
        && let Some(position) = positions[post.id.0]
    {
        add_nearest(&mut related, ids.ids(), position, post, posts);
    }
    related
}

/// Walks away from a position to both sides in turn.
fn add_nearest(related: &mut Vec<PostId>, ids: &[PostId], position: usize, post: &Post, posts: &[Arc<Post>]) {
    let mut distance = 1;
    while related.len() < MOST && (distance <= position || position + distance < ids.len()) {
        let sides = [position.checked_sub(distance), Some(position + distance)];
        for id in sides.into_iter().flatten().filter_map(|at| ids.get(at)) {
            let fits = *id != post.id && !posts[id.0].expired && !related.contains(id);
            if fits && related.len() < MOST {
                related.push(*id);
            }
        }
        distance += 1;
    }
}
