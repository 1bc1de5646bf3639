//! What is deep, or multiplies, ends.

use super::*;

#[test]
fn deep_composition_is_refused_and_deep_members_are_fine() {
    let mut chain = String::new();
    for index in 0..400 {
        chain += &format!(
            "S{index}: {{allOf: [{{$ref: '#/components/schemas/S{}'}}, {{type: object}}]}}\n",
            index + 1
        );
    }
    chain += "S400: {type: object}\n";
    assert!(broken(&schemas(&chain)).contains(&"error LP0206".to_owned()));
    let mut chain = String::new();
    for index in 0..2000 {
        chain += &format!(
            "S{index}: {{type: object, properties: {{next: {{$ref: '#/components/schemas/S{}'}}}}}}\n",
            index + 1
        );
    }
    chain += "S2000: {type: object}\n";
    assert_eq!(contract(&schemas(&chain)).schemas.len(), 2001);
}

#[test]
fn unions_within_unions_are_followed_on_a_small_stack() {
    let mut chain = String::new();
    for index in 0..60 {
        chain += &format!(
            "S{index}: {{type: object, properties: {{p{index}: {{type: string}}}}, anyOf: [{{$ref: '#/components/schemas/S{}'}}, {{type: object, required: [p{index}]}}]}}\n",
            index + 1
        );
    }
    chain += "S60: {type: object}\n";
    let text = schemas(&chain);
    let small = std::thread::Builder::new().stack_size(1 << 20);
    let problems = small
        .spawn(move || broken(&text))
        .expect("a thread can be started")
        .join()
        .expect("the stack was deep enough");
    assert!(problems.contains(&"error LP0206".to_owned()));
}

#[test]
fn what_multiplies_without_end_is_refused() {
    let mut unions = String::new();
    let mut parts = Vec::new();
    for union in 0..6 {
        let variants: Vec<_> = (0..10)
            .map(|variant| {
                format!("{{type: object, properties: {{p{union}_{variant}: {{type: string}}}}}}")
            })
            .collect();
        unions += &format!("U{union}: {{anyOf: [{}]}}\n", variants.join(", "));
        parts.push(format!("{{$ref: '#/components/schemas/U{union}'}}"));
    }
    let text = format!("{unions}All: {{allOf: [{}]}}\n", parts.join(", "));
    assert_eq!(broken(&schemas(&text)), ["error LP0207"]);
}
