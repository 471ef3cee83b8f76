"""How the manifests of deploy/kubernetes are read and judged."""
