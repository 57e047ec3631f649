//! Argon2 with reused memory.
//!
//! A hash takes 19 MiB for 30 ms, on whichever thread is free. If that were allocated each time, the allocator would
//! keep as much for every thread that ever hashed.

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::password_hash::{CustomizedPasswordHasher, PasswordHasher, Result};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use std::cell::RefCell;

/// Memory for one hash at a time; empty before the first.
pub type Memory = Vec<Block>;

/// Hashes with Argon2id in this memory.
pub(super) struct Hasher<'a> {
    params: Params,
    memory: RefCell<&'a mut Memory>,
}

impl<'a> Hasher<'a> {
    pub(super) fn new(params: Params, memory: &'a mut Memory) -> Self {
        Self { params, memory: RefCell::new(memory) }
    }

    fn hash(&self, password: &[u8], salt: &[u8], params: &Params) -> Result<PasswordHash> {
        let mut memory = self.memory.borrow_mut();
        memory.resize(params.block_count(), Block::default());
        let mut out = [0; Params::DEFAULT_OUTPUT_LEN];
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone());
        argon2.hash_password_into_with_memory(password, salt, &mut out, memory.as_mut_slice())?;
        Ok(PasswordHash {
            algorithm: Algorithm::Argon2id.ident(),
            version: Some(Version::V0x13.into()),
            params: ParamsString::try_from(params)?,
            salt: Some(Salt::new(salt)?),
            hash: Some(Output::new(&out)?),
        })
    }
}

impl PasswordHasher<PasswordHash> for Hasher<'_> {
    fn hash_password_with_salt(&self, password: &[u8], salt: &[u8]) -> Result<PasswordHash> {
        self.hash(password, salt, &self.params)
    }
}

impl CustomizedPasswordHasher<PasswordHash> for Hasher<'_> {
    type Params = Params;

    fn hash_password_customized(
        &self,
        password: &[u8],
        salt: &[u8],
        _algorithm: Option<&str>,
        _version: Option<u32>,
        params: Params,
    ) -> Result<PasswordHash> {
        self.hash(password, salt, &params)
    }
}
