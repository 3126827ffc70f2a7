//! An account as its owner sees it.

use serde::{Deserialize, Serialize};

use crate::account::AccountKind;

/// An account as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
pub struct Profile {
    /// Of which kind.
    pub kind: AccountKind,
    /// The name; empty where none was said.
    pub full_name: String,
    /// The address they sign in with.
    pub email: String,
    /// Whether they sign in with a password; else through another house's account only.
    pub has_password: bool,
    /// Address of the picture, when there is one.
    pub picture_url: Option<String>,
}

/// A new name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewName {
    /// 1 to 200 characters.
    pub full_name: String,
}

/// A new password. Every other device is signed out.
#[derive(Clone, Deserialize, Serialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The one until now; empty where there is none.
    #[serde(default)]
    pub current_password: String,
    /// The one from now on.
    pub new_password: String,
}

/// What confirms that an account goes.
#[derive(Clone, Deserialize, Serialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AccountEnd {
    /// The password; where there is none, the e-mail address.
    pub confirmation: String,
}
