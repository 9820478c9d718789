//! Two nodes of one installation: the program twice, on one PostgreSQL, with NATS between them (SEC-4). The visitor is on
//! one, the agent on the other; either dies, the other carries on; without NATS they are slower, not wrong.

use serde_json::json;

use super::house::House;
use super::node::{Agent, Nats, Node, Visitor};

#[test]
fn a_visitor_on_one_node_and_an_agent_on_the_other_carry_on_whatever_dies() {
    let Some(house) = House::on_postgres() else { return };
    let Some(nats) = Nats::start() else { return };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(story(&house, nats));
}

async fn story(house: &House, nats: Nats) {
    let one = Node::start(house, Some(&nats));
    let other = Node::start(house, Some(&nats));
    let mut agent = Agent::sign_in(&other, "agent").await;
    let lead = Agent::sign_in(&one, "lead").await;
    agent.put("/presence", &json!({"state": "online"}));

    let mut visitor = Visitor::arrive(&one, house, None, 0).await;
    visitor.say("m1", "在吗").await;
    let offer = agent.until(|it| it["type"] == "offer").await;
    let id = offer["row"]["id"].as_str().unwrap().to_owned();
    agent.post(&format!("/conversations/{id}/accept"), &json!({}));
    visitor.until(|it| it["type"] == "state" && it["conversation"]["agent"]["name"] == "agent").await;

    // What no log keeps goes by NATS, both ways: who is writing, who has read, who looks.
    agent.send(&json!({"type": "watch", "conversation": id, "typing": true})).await;
    visitor.until(|it| it["type"] == "typing" && it["on"] == true).await;
    visitor.send(&json!({"type": "typing", "on": true})).await;
    agent.until(|it| it["type"] == "typing" && it["on"] == true).await;
    let mut lead = lead;
    lead.send(&json!({"type": "watch", "conversation": id})).await;
    agent.until(|it| it["type"] == "viewers" && it["people"][0]["name"] == "lead").await;

    agent.say(&id, "a1", "在的，请讲", 9);
    visitor.until(|it| it["text"] == "在的，请讲").await;
    visitor.say("m2", "订单没到").await;
    agent.until(|it| it["message"]["text"] == "订单没到").await;

    // The visitor's node dies. The window comes again to the other one, gets what it missed, and says again what it does
    // not know to be written.
    one.kill();
    agent.say(&id, "a2", "我查一下", 9);
    let mut visitor = Visitor::arrive(&other, house, Some(&visitor.token), visitor.seen).await;
    visitor.until(|it| it["text"] == "我查一下").await;
    visitor.say("m2", "订单没到").await;
    visitor.say("m3", "好的").await;
    agent.until(|it| it["message"]["text"] == "好的").await;

    // It comes back; then the agent's node dies, and the agent's page comes again to this one.
    let one = Node::start(house, Some(&nats));
    let mut visitor = Visitor::arrive(&one, house, Some(&visitor.token), visitor.seen).await;
    other.kill();
    visitor.say("m4", "还在吗").await;
    let mut agent = Agent::sign_in(&one, "agent").await;
    agent.send(&json!({"type": "watch", "conversation": id})).await;
    agent.say(&id, "a3", "在，包裹明天到", 99);
    visitor.until(|it| it["text"] == "在，包裹明天到").await;

    // NATS goes: the other node looks into the log by itself.
    let other = Node::start(house, Some(&nats));
    let mut agent = Agent::sign_in(&other, "agent").await;
    agent.send(&json!({"type": "watch", "conversation": id})).await;
    drop(nats);
    visitor.say("m5", "谢谢").await;
    agent.until(|it| it["message"]["text"] == "谢谢").await;
    agent.say(&id, "a4", "不客气", 99);
    visitor.until(|it| it["text"] == "不客气").await;

    let said = agent.texts(&id);
    let expected = ["在吗", "在的，请讲", "订单没到", "我查一下", "好的", "还在吗", "在，包裹明天到", "谢谢", "不客气"];
    assert_eq!(said, expected, "nothing is lost, nothing comes twice, nothing changes places");
}
