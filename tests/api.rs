//! The public interface of the crate, as it is listed in `docs/api.rs`.
//!
//! A change of the interface changes that file, so that nobody makes one unawares, and its
//! history tells which version changed what. `npm run semver` asks cargo-semver-checks as well.

use std::fs;
use std::path::Path;

use syn::{Attribute, Fields, File, ImplItem, Item, ItemImpl, Type, UseTree, Visibility};

const HEAD: &str = "// The public interface of the crate. Written by `tests/api.rs`, never by hand:\n\
                    // COLUMNIST_API=write cargo test --test api\n\n";

#[test]
fn the_public_interface_is_the_one_that_is_listed() {
    let path = root().join("docs/api.rs");
    let listing = HEAD.to_owned() + &listing();
    if std::env::var("COLUMNIST_API").is_ok_and(|wish| wish == "write") {
        fs::write(&path, &listing).expect("docs can be written");
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    let gone: Vec<&str> = known.lines().filter(|line| !listing.lines().any(|now| now == *line)).collect();
    assert!(
        known == listing,
        "The public interface changed. Is that meant, and does the changelog say so? Then run\n\
         COLUMNIST_API=write cargo test --test api\n\
         No longer there:\n{}",
        gone.join("\n")
    );
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn parse(module: &str) -> File {
    let path = root().join(format!("src/{module}.rs"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn listing() -> String {
    let mut out = String::new();
    for item in parse("lib").items {
        match item {
            Item::Use(item) if is_public(&item.vis, &item.attrs) => {
                let UseTree::Path(path) = item.tree else { panic!("a whole module is exported") };
                let mut names = Vec::new();
                names_of(&path.tree, &mut names);
                out += &items_of(&path.ident.to_string(), |name| names.iter().any(|each| each == name));
            }
            Item::Mod(item) if is_public(&item.vis, &item.attrs) => {
                let name = item.ident.to_string();
                out += &format!("mod {name} {{\n{}}}\n\n", items_of(&name, |_| true));
            }
            Item::Fn(_) => out += &unparse([item].into_iter().filter_map(bare).collect()),
            _ => {}
        }
    }
    out
}

fn names_of(tree: &UseTree, names: &mut Vec<String>) {
    match tree {
        UseTree::Name(name) => names.push(name.ident.to_string()),
        UseTree::Group(group) => group.items.iter().for_each(|each| names_of(each, names)),
        _ => panic!("exported in a way that this listing does not know"),
    }
}

/// The public items of a module that are wanted, with what is implemented for them.
fn items_of(module: &str, wanted: impl Fn(&str) -> bool) -> String {
    let name = |item: &Item| match item {
        Item::Struct(item) if is_public(&item.vis, &item.attrs) => item.ident.to_string(),
        Item::Enum(item) if is_public(&item.vis, &item.attrs) => item.ident.to_string(),
        Item::Fn(item) if is_public(&item.vis, &item.attrs) => item.sig.ident.to_string(),
        _ => String::new(),
    };
    let items = parse(module).items;
    let public: Vec<String> = items.iter().map(name).filter(|name| wanted(name)).collect();
    let is_wanted = |item: &Item| {
        let about = if let Item::Impl(item) = item { type_name(&item.self_ty) } else { name(item) };
        !about.is_empty() && public.contains(&about)
    };
    unparse(items.into_iter().filter(is_wanted).filter_map(bare).collect())
}

fn type_name(of: &Type) -> String {
    match of {
        Type::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default(),
        _ => String::new(),
    }
}

/// What of an item its users see; nothing where they see none.
fn bare(mut item: Item) -> Option<Item> {
    match &mut item {
        Item::Struct(item) => {
            if !is_public(&item.vis, &item.attrs) {
                return None;
            }
            undocumented(&mut item.attrs);
            if let Fields::Named(fields) = &mut item.fields {
                for field in &mut fields.named {
                    undocumented(&mut field.attrs);
                    assert!(is_public(&field.vis, &[]), "{} has a private field", item.ident);
                }
            }
        }
        Item::Enum(item) => {
            if !is_public(&item.vis, &item.attrs) {
                return None;
            }
            undocumented(&mut item.attrs);
            for variant in &mut item.variants {
                undocumented(&mut variant.attrs);
                for field in variant.fields.iter_mut() {
                    undocumented(&mut field.attrs);
                }
            }
        }
        Item::Fn(item) => {
            if !is_public(&item.vis, &item.attrs) {
                return None;
            }
            undocumented(&mut item.attrs);
            item.block.stmts.clear();
        }
        Item::Impl(item) => {
            if !bare_impl(item) {
                return None;
            }
        }
        _ => return None,
    }
    Some(item)
}

/// Whether anything is left of it.
fn bare_impl(item: &mut ItemImpl) -> bool {
    undocumented(&mut item.attrs);
    if let Some(of) = &item.trait_ {
        item.items.clear();
        // What only this crate can name.
        return of.0.segments.last().is_none_or(|last| last.ident != "Json");
    }
    item.items.retain(|item| matches!(item, ImplItem::Fn(item) if is_public(&item.vis, &item.attrs)));
    for item in &mut item.items {
        if let ImplItem::Fn(item) = item {
            undocumented(&mut item.attrs);
            item.block.stmts.clear();
        }
    }
    !item.items.is_empty()
}

fn is_public(vis: &Visibility, attrs: &[Attribute]) -> bool {
    let is_hidden = |attr: &Attribute| {
        attr.path().is_ident("doc") && attr.parse_args::<syn::Ident>().is_ok_and(|word| word == "hidden")
    };
    matches!(vis, Visibility::Public(_)) && !attrs.iter().any(is_hidden)
}

fn undocumented(attrs: &mut Vec<Attribute>) {
    attrs.retain(|attr| !attr.path().is_ident("doc"));
}

fn unparse(items: Vec<Item>) -> String {
    items
        .into_iter()
        .map(|item| {
            prettyplease::unparse(&File {
                shebang: None,
                frontmatter: None,
                attrs: Vec::new(),
                items: vec![item],
            }) + "\n"
        })
        .collect()
}
