//! An identity provider that really listens and signs, and says what a test wants it to say.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD as B64};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

pub const CLIENT: &str = "hearth:desk";
pub const SECRET: &str = "s3cret & more";

type Pairs = HashMap<String, String>;

#[derive(Clone)]
pub struct Issuer(Arc<Inner>);

struct Inner {
    address: String,
    state: Mutex<Says>,
    _runtime: tokio::runtime::Runtime,
}

struct Says {
    pair: EcdsaKeyPair,
    kid: String,
    /// What each code stands for: the token's claims, and what was asked.
    codes: HashMap<String, (Value, Pairs)>,
    more: Value,
    /// What it says of itself, over what is true.
    over: Value,
    asked_for_keys: usize,
}

fn pair() -> EcdsaKeyPair {
    let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new()).unwrap();
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, made.as_ref(), &SystemRandom::new()).unwrap()
}

fn pairs(query: &str) -> Pairs {
    form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

impl Issuer {
    pub fn begin() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let says = Says {
            pair: pair(),
            kid: "first".to_owned(),
            codes: HashMap::new(),
            more: json!({}),
            over: json!({}),
            asked_for_keys: 0,
        };
        let handle = runtime.handle().clone();
        let it = Self(Arc::new(Inner { address, state: Mutex::new(says), _runtime: runtime }));
        let weak = Arc::downgrade(&it.0);
        let routes = Router::new()
            .route("/.well-known/openid-configuration", get(describe))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .route("/me", get(more))
            .route("/moved", get(|| async { (StatusCode::FOUND, [("location", "http://127.0.0.1:1/")]) }))
            .with_state(weak);
        handle.spawn(async move { axum::serve(listener, routes).await.unwrap() });
        it
    }

    pub fn address(&self) -> &str {
        &self.0.address
    }

    fn says(&self) -> std::sync::MutexGuard<'_, Says> {
        self.0.state.lock().unwrap()
    }

    /// Signs with another key from now on.
    pub fn turn_key(&self) {
        let mut says = self.says();
        says.pair = pair();
        says.kid = "second".to_owned();
    }

    /// Says something else of itself.
    pub fn say(&self, over: Value) {
        self.says().over = over;
    }

    /// Says this of a person beside the token.
    pub fn say_more(&self, more: Value) {
        self.says().more = more;
    }

    pub fn asked_for_keys(&self) -> usize {
        self.says().asked_for_keys
    }

    /// Somebody signs in on the page they were sent to: the answer that the redirect brings back. Claims that are `null` are
    /// left out of the token, others stand over what would be right.
    pub fn sign_in(&self, page: &str, now: i64, claims: &Value) -> Value {
        let asked = pairs(page.split_once('?').unwrap().1);
        assert_eq!((asked["response_type"].as_str(), asked["code_challenge_method"].as_str()), ("code", "S256"));
        let mut says = self.says();
        let mut token = json!({ "iss": self.0.address, "aud": CLIENT, "exp": now + 300, "iat": now });
        token["nonce"] = json!(asked["nonce"]);
        for (name, value) in claims.as_object().unwrap() {
            token[name] = value.clone();
        }
        token.as_object_mut().unwrap().retain(|_, it| !it.is_null());
        let code = format!("code-{}", says.codes.len());
        let state = asked["state"].clone();
        says.codes.insert(code.clone(), (token, asked));
        json!({ "code": code, "state": state })
    }
}

type Shared = State<std::sync::Weak<Inner>>;

async fn describe(State(it): Shared) -> String {
    let it = Issuer(it.upgrade().unwrap());
    let at = |path: &str| format!("{}{path}", it.0.address);
    let mut all = json!({ "issuer": it.0.address, "authorization_endpoint": at("/auth"), "token_endpoint": at("/token"),
        "jwks_uri": at("/keys"), "userinfo_endpoint": at("/me") });
    for (name, value) in it.says().over.as_object().unwrap() {
        all[name] = value.clone();
    }
    all.to_string()
}

async fn keys(State(it): Shared) -> String {
    let it = Issuer(it.upgrade().unwrap());
    let mut says = it.says();
    says.asked_for_keys += 1;
    let point = says.pair.public_key().as_ref().to_vec();
    let key = json!({ "kty": "EC", "crv": "P-256", "kid": says.kid, "use": "sig", "alg": "ES256",
        "x": B64.encode(&point[1..33]), "y": B64.encode(&point[33..]) });
    json!({ "keys": [{ "kty": "OKP", "crv": "Ed25519", "x": "AA" }, key] }).to_string()
}

async fn token(State(it): Shared, headers: HeaderMap, body: Bytes) -> (StatusCode, String) {
    let it = Issuer(it.upgrade().unwrap());
    let form = pairs(std::str::from_utf8(&body).unwrap());
    let mut says = it.says();
    let word = |it: &str| form_urlencoded::byte_serialize(it.as_bytes()).collect::<String>();
    let basic = BASE64_STANDARD.encode(format!("{}:{}", word(CLIENT), word(SECRET)));
    let known = headers.get("authorization").is_some_and(|it| *it == format!("Basic {basic}"));
    // A code is good once, for who asked for it.
    let found = says.codes.remove(&form["code"]).filter(|(_, asked)| {
        known
            && asked["redirect_uri"] == form["redirect_uri"]
            && asked["code_challenge"] == B64.encode(Sha256::digest(&form["code_verifier"]))
    });
    let Some((claims, _)) = found else {
        return (StatusCode::BAD_REQUEST, json!({ "error": "invalid_grant" }).to_string());
    };
    let head = json!({ "alg": "ES256", "kid": says.kid });
    let text = format!("{}.{}", B64.encode(head.to_string()), B64.encode(claims.to_string()));
    let signature = says.pair.sign(&SystemRandom::new(), text.as_bytes()).unwrap();
    let id_token = format!("{text}.{}", B64.encode(signature.as_ref()));
    (StatusCode::OK, json!({ "id_token": id_token, "access_token": "at", "token_type": "Bearer" }).to_string())
}

async fn more(State(it): Shared, headers: HeaderMap) -> String {
    assert_eq!(headers["authorization"], "Bearer at");
    Issuer(it.upgrade().unwrap()).says().more.to_string()
}
