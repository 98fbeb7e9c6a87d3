"""What the templates of the newsroom share with the paper."""

from django import template

from .. import paper

register = template.Library()

register.simple_tag(paper.publication)
register.simple_tag(paper.date_time)
register.filter(paper.iso)
register.filter(paper.rendition)
