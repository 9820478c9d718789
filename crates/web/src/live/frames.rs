//! Frames to a client, who may have stopped taking them.

use std::time::Duration;

use axum::extract::ws::{Message, WebSocket};
use serde::Serialize;
use tokio::time::timeout;

/// The client has gone, takes nothing any more, or the server is stopping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gone;

/// A client that takes nothing for so long is given up: what waits for it would be kept for ever.
const TAKES: Duration = Duration::from_secs(20);

/// Sends a frame.
///
/// # Errors
/// When the client has gone.
pub async fn send(socket: &mut WebSocket, frame: Message) -> Result<(), Gone> {
    timeout(TAKES, socket.send(frame)).await.map_err(|_| Gone)?.map_err(|_| Gone)
}

/// Sends something as JSON.
///
/// # Errors
/// When the client has gone.
pub async fn tell(socket: &mut WebSocket, it: &impl Serialize) -> Result<(), Gone> {
    let text = serde_json::to_string(it).map_err(|_| Gone)?;
    send(socket, Message::Text(text.into())).await
}

/// Asks whether the client is still there.
///
/// # Errors
/// When the client has gone.
pub async fn ping(socket: &mut WebSocket) -> Result<(), Gone> {
    send(socket, Message::Ping(axum::body::Bytes::new())).await
}
