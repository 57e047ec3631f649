//! Matching in a general graph that favours those who come first.

use std::collections::VecDeque;

/// Pairs neighbours. `friends` lists each person's neighbours, in both directions, preferred ones first; each person
/// counts for more than all later ones together.
///
/// Exact: the sets of people who can be paired simultaneously form a matroid, so each person who can be added to those already chosen is added, in
/// order. They're added along an alternating path (Edmonds's blossom algorithm, 1965) that ends at somebody free, or else at somebody later whose
/// partner they take. This never reduces the number of people paired.
pub fn pairing(friends: &[Vec<usize>]) -> Vec<Option<usize>> {
    let mut graph = Graph { friends, partner: vec![None; friends.len()] };
    for one in 0..friends.len() {
        if graph.partner_of(one).is_none() {
            graph.add(one);
        }
    }
    graph.partner
}

struct Graph<'a> {
    friends: &'a [Vec<usize>],
    partner: Vec<Option<usize>>,
}

/// A search for alternating paths from one root.
struct Search {
    /// The person from whom each was reached along an edge outside the pairing.
    parent: Vec<Option<usize>>,
    /// The base of the blossom each is in; themselves if in none.
    base: Vec<usize>,
    /// Whether there's an even path from the root.
    outer: Vec<bool>,
    queue: VecDeque<usize>,
}

fn at<T: Copy>(list: &[T], place: usize) -> Option<T> {
    list.get(place).copied()
}

fn set<T>(list: &mut [T], place: usize, value: T) {
    if let Some(slot) = list.get_mut(place) {
        *slot = value;
    }
}

impl Search {
    fn from(root: usize, count: usize) -> Self {
        let mut search = Self {
            parent: vec![None; count],
            base: (0..count).collect(),
            outer: vec![false; count],
            queue: VecDeque::from([root]),
        };
        set(&mut search.outer, root, true);
        search
    }

    fn base_of(&self, one: usize) -> usize {
        at(&self.base, one).unwrap_or(one)
    }

    fn parent_of(&self, one: usize) -> Option<usize> {
        at(&self.parent, one).flatten()
    }

    fn is_outer(&self, one: usize) -> bool {
        at(&self.outer, one).unwrap_or(false)
    }
}

impl Graph<'_> {
    fn partner_of(&self, one: usize) -> Option<usize> {
        at(&self.partner, one).flatten()
    }

    /// Pairs `root`, who has no partner, if that's possible without leaving out anybody who came before.
    fn add(&mut self, root: usize) {
        let mut search = Search::from(root, self.friends.len());
        while let Some(one) = search.queue.pop_front() {
            for &other in self.friends.get(one).into_iter().flatten() {
                if search.base_of(one) == search.base_of(other) || self.partner_of(one) == Some(other) {
                    continue;
                }
                let reached = self.partner_of(other).is_some_and(|partner| search.parent_of(partner).is_some());
                if other == root || reached {
                    self.contract(&mut search, one, other);
                } else if search.parent_of(other).is_none() {
                    set(&mut search.parent, other, Some(one));
                    match self.partner_of(other) {
                        None => return self.flip(&search, other),
                        Some(partner) => {
                            set(&mut search.outer, partner, true);
                            search.queue.push_back(partner);
                        }
                    }
                }
            }
        }
        // Nobody is free: the last person whose partner could be taken gives way, if they come later.
        let last = (root + 1..self.friends.len()).rev().find(|one| search.is_outer(*one));
        if let Some(last) = last
            && let Some(partner) = self.partner_of(last)
        {
            set(&mut self.partner, last, None);
            self.flip(&search, partner);
        }
    }

    /// Contracts an odd cycle of alternating edges into a blossom: everyone in it has an even path.
    fn contract(&self, search: &mut Search, one: usize, other: usize) {
        let base = self.common(search, one, other);
        let mut inside = vec![false; self.friends.len()];
        self.mark(search, &mut inside, one, base, other);
        self.mark(search, &mut inside, other, base, one);
        for member in 0..self.friends.len() {
            if at(&inside, search.base_of(member)).unwrap_or(false) {
                set(&mut search.base, member, base);
                if !search.is_outer(member) {
                    set(&mut search.outer, member, true);
                    search.queue.push_back(member);
                }
            }
        }
    }

    /// Where the paths from two back to the root first meet.
    fn common(&self, search: &Search, one: usize, other: usize) -> usize {
        let mut seen = vec![false; self.friends.len()];
        let mut here = search.base_of(one);
        loop {
            set(&mut seen, here, true);
            match self.partner_of(here).and_then(|partner| search.parent_of(partner)) {
                Some(next) => here = search.base_of(next),
                None => break,
            }
        }
        let mut here = search.base_of(other);
        while !at(&seen, here).unwrap_or(true) {
            match self.partner_of(here).and_then(|partner| search.parent_of(partner)) {
                Some(next) => here = search.base_of(next),
                None => break,
            }
        }
        here
    }

    fn mark(&self, search: &mut Search, inside: &mut [bool], from: usize, base: usize, child: usize) {
        let (mut here, mut child) = (from, child);
        while search.base_of(here) != base {
            let Some(partner) = self.partner_of(here) else { return };
            set(inside, search.base_of(here), true);
            set(inside, search.base_of(partner), true);
            set(&mut search.parent, here, Some(child));
            child = partner;
            match search.parent_of(partner) {
                Some(next) => here = next,
                None => return,
            }
        }
    }

    /// Exchanges the edges along the path from the root to somebody without a partner.
    fn flip(&mut self, search: &Search, end: usize) {
        let mut next = Some(end);
        while let Some(one) = next {
            let Some(other) = search.parent_of(one) else { return };
            next = self.partner_of(other);
            set(&mut self.partner, one, Some(other));
            set(&mut self.partner, other, Some(one));
        }
    }
}
