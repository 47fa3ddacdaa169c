"""Schemas, made stricter than they are."""


def closed(schema):
    """
    Return the schema of objects that have nothing but what it declares.

    What is read may get further keys in a later version. In this one, a key that is not
    declared is a mistake.
    """
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: closed(each) for key, each in schema.items()}
    # Each part of a whole declares only its own keys.
    for part in inner.get("allOf", []):
        part.pop("additionalProperties", None)
    is_object = schema.get("type") == "object" and "properties" in schema
    return {"additionalProperties": False, **inner} if is_object else inner
