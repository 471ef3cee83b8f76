"""What KEDA's ScaledObject may say, as far as we use it: Kubernetes' own schemas do not have it."""

from typing import Any

SCALED_OBJECTS = "keda.sh/v1alpha1"


def strictly(**fields: Any) -> dict[str, Any]:
    """An object of these fields, all needed, and no other."""
    return {"type": "object", "properties": fields, "required": [*fields], "additionalProperties": False}


TEXT, COUNT, NUMBER_AS_TEXT = (
    {"type": "string"},
    {"type": "integer", "minimum": 1},
    {"type": "string", "pattern": r"^\d+$"},
)
SCALING = strictly(
    stabilizationWindowSeconds={"type": "integer", "minimum": 0, "maximum": 3600},
    policies={
        "type": "array",
        "items": strictly(
            type={"enum": ["Pods", "Percent"]},
            value=COUNT,
            periodSeconds={"type": "integer", "minimum": 1, "maximum": 1800},
        ),
    },
)
KAFKA = strictly(
    type={"const": "kafka"},
    metadata=strictly(
        bootstrapServersFromEnv={"const": "THROUGHLINE_KAFKA_BOOTSTRAP"},
        consumerGroup={"type": "string", "pattern": r"^throughline\.\w+\.\w+$"},
        offsetResetPolicy={"const": "earliest"},
        lagThreshold=NUMBER_AS_TEXT,
    ),
)
SCALED_OBJECT = strictly(
    apiVersion={"const": SCALED_OBJECTS},
    kind={"const": "ScaledObject"},
    metadata=strictly(name=TEXT, namespace=TEXT),
    spec=strictly(
        scaleTargetRef=strictly(kind={"const": "StatefulSet"}, name=TEXT, envSourceContainerName=TEXT),
        pollingInterval=COUNT,
        minReplicaCount=COUNT,
        maxReplicaCount=COUNT,
        advanced=strictly(
            horizontalPodAutoscalerConfig=strictly(behavior=strictly(scaleUp=SCALING, scaleDown=SCALING))
        ),
        triggers={"type": "array", "minItems": 1, "items": KAFKA},
    ),
)
