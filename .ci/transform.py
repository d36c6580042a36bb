"""Transforms SAM templates as CloudFormation would, into a directory, and fails when one cannot be. Calls nothing on AWS.

Usage: transform.py DIRECTORY TEMPLATE...
"""

import json
import logging
import os
import sys

from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

# What `sam package` would have uploaded.
PACKAGED = {
    "CodeUri": "s3://bucket/code.zip",
    "DefinitionUri": "s3://bucket/states.json",
    "Location": "https://s3.amazonaws.com/bucket/template.yaml",
}


class NoManagedPolicies:
    """No role takes a policy of AWS."""

    def load(self):
        return {}


# It would warn of metrics that nobody asked for.
logging.getLogger("samtranslator").setLevel(logging.ERROR)
os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
directory, *names = sys.argv[1:]
for name in names:
    with open(name, encoding="utf-8") as file:
        template = yaml_parse(file)
    for resource in template["Resources"].values():
        properties = resource.get("Properties", {})
        properties.update({key: PACKAGED[key] for key in properties.keys() & PACKAGED.keys()})
    transformed = transform(template, {}, NoManagedPolicies())
    with open(os.path.join(directory, name.replace("/", "-") + ".json"), "w", encoding="utf-8") as file:
        json.dump(transformed, file, indent=2, default=str)
    print(f"{name}: transformed, {len(transformed['Resources'])} resources")
