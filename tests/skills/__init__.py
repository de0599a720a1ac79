"""Skills: headers, bundles, variables, templates, archives, and what is installed into hosts."""
