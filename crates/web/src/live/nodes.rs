//! What the nodes of one installation tell each other that no log keeps: who looks at what, and who is writing
//! (SEC-4).
//!
//! Nothing of it is promised. A signal that is lost is told again within [`AGAIN`], and what a node said that is not
//! heard any more is forgotten after [`FORGOTTEN`]. What must not be lost is in the event log.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::OnceLock;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use tokio::sync::{broadcast, mpsc};
use tokio::time::Instant;

use super::Present;

/// Who looks at what is told again this often.
pub const AGAIN: Duration = Duration::from_secs(10);
/// What was not told again for so long holds no more: its node died, or cannot be reached.
const FORGOTTEN: Duration = Duration::from_secs(25);
/// So many signals may wait for a slow way out or a slow listener; the others are lost.
const WAITING: usize = 1024;

/// Something that another node said.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Signal {
    /// The node that says it.
    pub node: String,
    /// What it is about; each capability has words of its own.
    pub about: String,
    /// The rest, as JSON.
    pub body: Box<RawValue>,
}

impl Signal {
    /// The body, when the signal is about this.
    pub fn body<T: DeserializeOwned>(&self, about: &str) -> Option<T> {
        if self.about == about { serde_json::from_str(self.body.get()).ok() } else { None }
    }
}

/// The way to the other nodes. A node alone tells nobody and hears nothing.
#[derive(Debug)]
pub struct Nodes {
    way: OnceLock<(String, mpsc::Sender<Signal>)>,
    heard: broadcast::Sender<Signal>,
}

impl Default for Nodes {
    fn default() -> Self {
        Self { way: OnceLock::new(), heard: broadcast::channel(WAITING).0 }
    }
}

impl Nodes {
    /// Opens the way under this node's name; what is to be told comes out of the receiver. Only the first call opens it.
    pub fn join(&self, node: &str) -> mpsc::Receiver<Signal> {
        let (to, out) = mpsc::channel(WAITING);
        // A second way would take nothing from the first.
        let _ = self.way.set((node.to_owned(), to));
        out
    }

    /// Whether there are no others.
    pub fn is_alone(&self) -> bool {
        self.way.get().is_none()
    }

    /// Tells the other nodes, as far as they can be reached.
    pub fn tell(&self, about: &str, body: &impl Serialize) {
        let Some((node, to)) = self.way.get() else { return };
        if let Ok(body) = serde_json::value::to_raw_value(body) {
            // What waits behind so many others would come too late anyway.
            let _ = to.try_send(Signal { node: node.clone(), about: about.to_owned(), body });
        }
    }

    /// Hands on what came from another node; an echo of our own is left out.
    pub fn hear(&self, signal: Signal) {
        if self.way.get().is_some_and(|(node, _)| *node != signal.node) {
            // Nobody may be listening.
            let _ = self.heard.send(signal);
        }
    }

    /// What the others say from now on.
    pub fn listen(&self) -> broadcast::Receiver<Signal> {
        self.heard.subscribe()
    }
}

/// Who looks at what on the other nodes.
#[derive(Debug)]
pub struct Elsewhere<K> {
    seen: HashMap<K, HashMap<String, (Vec<Present>, Instant)>>,
}

impl<K> Default for Elsewhere<K> {
    fn default() -> Self {
        Self { seen: HashMap::new() }
    }
}

impl<K: Clone + Eq + Hash> Elsewhere<K> {
    /// A node says who looks at something there; answers whether that is news.
    pub fn told(&mut self, node: &str, key: &K, people: Vec<Present>, now: Instant) -> bool {
        let nodes = self.seen.entry(key.clone()).or_default();
        let news = nodes.get(node).map_or(&[][..], |it| &it.0) != people;
        if people.is_empty() {
            nodes.remove(node);
        } else {
            nodes.insert(node.to_owned(), (people, now));
        }
        if nodes.is_empty() {
            self.seen.remove(key);
        }
        news
    }

    /// Those who look at it elsewhere.
    pub fn at(&self, key: &K) -> impl Iterator<Item = &Present> {
        self.seen.get(key).into_iter().flat_map(HashMap::values).flat_map(|it| &it.0)
    }

    /// Forgets what was not told again; answers what changes by that.
    pub fn forget(&mut self, now: Instant) -> Vec<K> {
        let mut changed = Vec::new();
        self.seen.retain(|key, nodes| {
            let before = nodes.len();
            nodes.retain(|_, it| now.duration_since(it.1) < FORGOTTEN);
            if nodes.len() < before {
                changed.push(key.clone());
            }
            !nodes.is_empty()
        });
        changed
    }
}

/// Each person once, whoever writes before whoever looks, without `me`.
pub fn once(people: impl Iterator<Item = Present>, me: &base::ids::PersonId) -> Vec<Present> {
    let mut people: Vec<Present> = people.filter(|it| it.id != *me).collect();
    people.sort_by(|a, b| (&a.id, b.typing).cmp(&(&b.id, a.typing)));
    people.dedup_by(|b, a| a.id == b.id);
    people
}

#[cfg(test)]
mod tests {
    use super::*;

    fn present(id: &str, typing: bool) -> Present {
        Present { id: id.parse().unwrap(), name: id.to_owned(), typing }
    }

    const A: &str = "per_01ARZ3NDEKTSV4RRFFQ69G5FAA";
    const B: &str = "per_01ARZ3NDEKTSV4RRFFQ69G5FAB";

    #[tokio::test]
    async fn one_node_tells_another_and_hears_no_echo() {
        let (one, other) = (Nodes::default(), Nodes::default());
        one.tell("typing", &1);
        let (mut out, _kept) = (one.join("one"), other.join("other"));
        one.tell("typing", &2);
        let said = out.recv().await.unwrap();
        // What was told before there was anybody is told to nobody.
        assert_eq!(said.body::<i64>("typing"), Some(2));
        assert_eq!(said.body::<i64>("else"), None);
        let (mut here, mut there) = (one.listen(), other.listen());
        one.hear(said.clone());
        other.hear(said);
        assert!(here.try_recv().is_err());
        assert_eq!(there.try_recv().unwrap().body::<i64>("typing"), Some(2));
    }

    #[test]
    fn who_looks_elsewhere_is_forgotten_with_their_node() {
        let (mut all, start) = (Elsewhere::default(), Instant::now());
        let (one, other) = ("one", "other");
        assert!(all.told(one, &"case", vec![present(A, false)], start));
        assert!(!all.told(one, &"case", vec![present(A, false)], start));
        assert!(all.told(other, &"case", vec![present(A, true), present(B, false)], start));
        let me = "per_01ARZ3NDEKTSV4RRFFQ69G5FAC".parse().unwrap();
        assert_eq!(once(all.at(&"case").cloned(), &me), [present(A, true), present(B, false)]);
        assert_eq!(once(all.at(&"case").cloned(), &A.parse().unwrap()), [present(B, false)]);
        all.told(one, &"case", vec![present(A, false)], start + AGAIN * 2);
        assert_eq!(all.forget(start + AGAIN * 3), ["case"]);
        assert_eq!(once(all.at(&"case").cloned(), &me), [present(A, false)]);
        assert!(all.told(one, &"case", Vec::new(), start + AGAIN * 3));
        assert_eq!(all.at(&"case").count(), 0);
    }
}
