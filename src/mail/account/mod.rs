//! Mails about the account itself.

mod account_deleted;
mod address_changed;
mod address_taken;
mod confirm_new_address;
mod password_changed;
mod reset_password;
mod sign_in_ended;
mod verify_address;

pub use account_deleted::AccountDeleted;
pub use address_changed::AddressChanged;
pub use address_taken::AddressTaken;
pub use confirm_new_address::ConfirmNewAddress;
pub use password_changed::PasswordChanged;
pub use reset_password::ResetPassword;
pub use sign_in_ended::SignInEnded;
pub use verify_address::VerifyAddress;
