mod account;
mod webhooks;
mod windows;
