package name

// level returns the words under which what is named by the key is known, for
// names that are written with their country or without; "" for most keys.
func level(key []byte) string {
	if len(key) < 3 || len(key) > 48 || key[0] != 'u' && key[0] != 'w' {
		return ""
	}
	return levels[string(key)]
}

var levels = map[string]string{
	"u s": "united states", "u s a": "united states", "u k": "united kingdom", "u n": "united nations", "united states of america": "united states",
	"washington , d c": "washington", "washington , dc": "washington", "washington dc": "washington", "washington d c": "washington",
	"u s congress": "congress", "united states congress": "congress", "us congress": "congress",
	"u s senate": "senate", "united states senate": "senate", "us senate": "senate",
	"u s house of representatives": "house of representatives", "united states house of representatives": "house of representatives", "us house of representatives": "house of representatives",
	"u s capitol": "capitol", "united states capitol": "capitol", "us capitol": "capitol", "u s capitol building": "capitol",
	"u s capitol police": "capitol police", "united states capitol police": "capitol police",
	"u s army": "army", "u s navy": "navy", "u s constitution": "constitution", "u s supreme court": "supreme court", "united states constitution": "constitution",
	"u s department of justice": "department of justice", "u s department of agriculture": "department of agriculture", "u s department of defense": "department of defence",
	"u s department of education": "department of education", "u s department of energy": "department of energy", "u s department of commerce": "department of commerce",
	"u s department of labor": "department of labour", "u s department of state": "department of state", "u s department of the interior": "department of interior",
	"u s department of transportation": "department of transportation", "u s department of veterans affairs": "department of veterans affairs",
	"u s department of homeland security": "department of homeland security", "u s department of health and human services": "department of health and human services",
	"u s department of housing and urban development": "department of housing and urban development",
	"u s forest service":                              "forest service", "u s fish and wildlife service": "fish and wildlife service",
}

// synonyms are abbreviations that need no brackets to be understood.
var synonyms = map[string]string{"uk": "united kingdom", "usa": "united states", "us": "united states", "america": "united states", "eu": "european union", "un": "united nations", "uae": "united arab emirates", "pm": "prime minister", "mod": "ministry of defence", "hmrc": "hm revenue and customs", "fbi": "federal bureau of investigation"}

// variants levels spellings of one word.
var variants = map[string]string{"advisor": "adviser", "organization": "organisation", "program": "programme", "center": "centre", "chiefs": "chief", "&": "and", "labor": "labour", "senators": "senator", "defense": "defence"}
