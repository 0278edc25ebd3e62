package name

// level returns the words under which what is named by the key is known, for
// names that are written with their country or without; "" for most keys.
func level(key []byte) string {
	if len(key) < 3 || len(key) > 48 || key[0] != 'u' && key[0] != 'w' {
		return ""
	}
	known, _ := levels.Lookup(string(key))
	return known
}

var levels, synonyms, variants = list("level"), list("synonym"), list("variant")
