//! What Cargo.toml says.

use crate::api::Package;
use crate::config;
use crate::contract::Contract;

/// What a crate is released as first, where letterpress.toml says nothing.
pub(crate) const FIRST_VERSION: &str = "0.1.0";

pub(super) fn package(config: &config::Crate, contract: &Contract) -> Package {
    let table = &config.package;
    let name = config.name.value.clone();
    Package {
        library: name.replace('-', "_"),
        name,
        version: table
            .version
            .as_ref()
            .map_or_else(|| FIRST_VERSION.to_owned(), |version| version.value.clone()),
        description: table
            .description
            .clone()
            .or_else(|| Some(contract.title.clone()))
            .filter(|text| !text.is_empty()),
        license: table.license.as_ref().map(|license| license.value.clone()),
        repository: table.repository.clone(),
        homepage: table.homepage.clone(),
        documentation: table.documentation.clone(),
        authors: table.authors.clone(),
        keywords: table.keywords.clone(),
        categories: table.categories.clone(),
        publish: table.publish,
        modules: config
            .modules
            .iter()
            .map(|module| module.value.clone())
            .collect(),
        dev_dependencies: config.dev_dependencies.clone(),
        examples: config.examples.clone(),
    }
}
