"""Words at the edge: the catalogue, the escaping writer, the page that a reporter writes on."""
