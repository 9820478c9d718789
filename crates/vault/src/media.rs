//! What a file is, judged by its first bytes as well as by its sender's word, and a name that is safe to keep.

/// What a file's first bytes say it is, where they say anything.
fn betrayed(head: &[u8]) -> Option<&'static str> {
    const SIGNS: [(&[u8], &str); 9] = [
        (b"\x89PNG", "image/png"),
        (b"\xFF\xD8\xFF", "image/jpeg"),
        (b"GIF8", "image/gif"),
        (b"%PDF", "application/pdf"),
        (b"MZ", "application/x-msdownload"),
        (b"\x7FELF", "application/x-executable"),
        (b"#!", "text/x-shellscript"),
        (b"<!DO", "text/html"),
        (b"<htm", "text/html"),
    ];
    SIGNS.iter().find(|(sign, _)| head.starts_with(sign)).map(|(_, media)| *media)
}

/// The media type a file is kept under.
///
/// - `declared`: the media type its sender gave.
/// - `head`: its first bytes, at least four where it has them.
pub fn media_type(declared: &str, head: &[u8]) -> String {
    let declared = declared.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match betrayed(head) {
        Some(seen) => seen.to_owned(),
        None if declared.starts_with("image/") && declared != "image/webp" => "application/octet-stream".to_owned(),
        None => declared,
    }
}

/// A file name without anything that could lead elsewhere or end a header.
pub fn safe_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let safe: String = last.chars().filter(|it| !it.is_control() && !"\"<>:|?*".contains(*it)).take(120).collect();
    let trimmed = safe.trim().trim_start_matches('.');
    if trimmed.is_empty() { "file".to_owned() } else { trimmed.to_owned() }
}
