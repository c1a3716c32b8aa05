"""Publication of terminations (终止名单公布): the duty, drafts, screening, versions."""
