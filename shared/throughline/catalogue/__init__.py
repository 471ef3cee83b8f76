"""What is on the topics, said once by the event classes: AsyncAPI documents, the event catalogue, partner messages."""

from throughline.catalogue.asyncapi import asyncapi_document

__all__ = ["asyncapi_document"]
