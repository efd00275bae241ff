"""The layers of trust as JSON: who stands behind a credential, step by step."""

from app.sentences import both, explain, has
from contexts import JsonObject
from issuer.model.text import Text
from verifier import Finding, Report


def trust_json(report: Report, public_url: str, own_name: Text | None) -> JsonObject:
    """Write the layers in order, and the sources that could not be asked.

    `own_name` is the issuer's name in our own register, in its languages.
    """
    judgement = report.facts.trust
    missed = judgement.not_consulted if judgement is not None else ()
    return {
        "layers": [_layer_json(layer, public_url, own_name) for layer in report.trust_layers],
        "not_consulted": [
            {
                "source": each.registry,
                "code": each.code,
                "sentence": explain(each.code).sentence if has("problems", each.code) else None,
                "detail": each.detail,
            }
            for each in missed
        ],
    }


def _layer_json(layer: Finding, public_url: str, own_name: Text | None) -> JsonObject:
    problem = layer.problem
    common = {
        "layer": layer.check,
        "label": both("trust_layers", layer.check),
        "outcome": layer.outcome.value,
        "params": dict(layer.params),
    }
    if problem is None:
        sentence = _sentence(layer, own_name)
        return (
            common | dict.fromkeys(("code", "type", "next_step", "detail")) | {"sentence": sentence}
        )
    told = explain(problem.code, problem.params)
    return common | {
        "code": problem.code,
        "type": public_url + problem.type if problem.type.startswith("/") else problem.type,
        "next_step": told.next_step,
        "detail": problem.detail,
        "sentence": told.sentence,
    }


def _sentence(layer: Finding, own_name: Text | None) -> Text:
    """Say a layer that holds."""
    params: dict[str, str | Text] = dict(layer.params)
    name = f"{layer.check}_{layer.params.get('kind', '')}"
    if layer.check == "programme":
        return _programme_sentence(layer)
    if layer.check == "organisation":
        params["name"] = own_name or params["name"]
    if layer.check == "registry":
        known_kind = name if has("trust_passed", name) else "registry_registry"
        told = both("trust_passed", known_kind, **params)
        assurance = layer.params.get("assurance", "")
        return _joined(told, both("assurances", assurance)) if assurance else told
    return both("trust_passed", name if has("trust_passed", name) else layer.check, **params)


def _programme_sentence(layer: Finding) -> Text:
    params: dict[str, str | Text] = dict(layer.params)
    approver = {code: layer.params.get(f"approver_{code}", "") for code in ("sl", "en")}
    if not all(approver.values()):
        return both("trust_passed", "programme", **params)
    name = "programme_number" if "number" in params else "programme_approver"
    return both("trust_passed", name, **(params | {"approver": approver}))


def _joined(first: Text, second: Text) -> Text:
    return {code: f"{first[code]} {second[code]}" for code in first}
