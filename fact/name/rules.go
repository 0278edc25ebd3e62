package name

import "github.com/onrecord/onrecord/fact/tag"

// The rules by which names are read.
var (
	ruleKnown      = tag.Rule{Name: "known-name", Says: "a name that has no word to tell its kind by, and that a list knows"}
	ruleHead       = tag.Rule{Name: "head-word", Says: "capitalised words that hold a word for what they name, such as “Agency” or “Bill”"}
	ruleComplement = tag.Rule{Name: "head-and-topic", Says: "a capitalised word for what is named, with “of”, “for” or “on” and capitalised words after it"}
	ruleLater      = tag.Rule{Name: "topics-before-head", Says: "capitalised words that small words or commas join to a last word that tells what they name"}
	rulePrefix     = tag.Rule{Name: "opening-word", Says: "a first word tells what is named, such as “Operation” or “River”"}
	ruleAction     = tag.Rule{Name: "what-it-does", Says: "a body that is called after what it does or whom it serves"}
	ruleInitials   = tag.Rule{Name: "abbreviated", Says: "capitalised words whose first letters follow in brackets"}
	ruleRoyal      = tag.Rule{Name: "royal", Says: "a body with “Royal” before it"}
	ruleBrand      = tag.Rule{Name: "written-as-a-company", Says: "a capital inside the word, as companies write their names"}
	ruleCalled     = tag.Rule{Name: "called", Says: "what is said to be called so tells the kind"}
	rulePlaced     = tag.Rule{Name: "where-places-stand", Says: "a capitalised word that stands where only a place can"}
	ruleListed     = tag.Rule{Name: "list-of-places", Says: "a capitalised word in a list with a place"}
	ruleRoad       = tag.Rule{Name: "road-by-number", Says: "a letter and a number that a road is called by, such as “the A303”"}
	ruleState      = tag.Rule{Name: "town-and-state", Says: "a capitalised word with its state after it"}
	ruleNoun       = tag.Rule{Name: "noun-beside", Says: "a noun straight before or after the name tells what it is"}
	ruleTitled     = tag.Rule{Name: "title-in-marks", Says: "a title in quotation marks after a noun that tells what it is"}
	ruleBodies     = tag.Rule{Name: "list-of-bodies", Says: "capitalised words in a list of bodies"}
	ruleNation     = tag.Rule{Name: "country-after-name", Says: "a body with its country after the name"}
	ruleUnit       = tag.Rule{Name: "numbered-unit", Says: "a unit of armed forces that is known by its number"}
	ruleAgent      = tag.Rule{Name: "acts-as-a-body", Says: "letters or a word of its own that stand where only somebody who acts can"}
	ruleDescribed  = tag.Rule{Name: "described", Says: "a noun after the name tells what it is, as in “a family-run firm”"}
	ruleHeadedBy   = tag.Rule{Name: "whose-head-it-is", Says: "the body after the post of who heads it, such as “managing director of”"}
	ruleTrade      = tag.Rule{Name: "what-it-sells", Says: "a word of its own and a last word for what a company does or sells"}
	ruleJoined     = tag.Rule{Name: "town-and-words", Says: "a town and capitalised words after it that name something with it"}
	ruleDealtWith  = tag.Rule{Name: "dealt-with", Says: "what stands beside a word of its own is said of bodies alone, such as “customers” or “in partnership with”"}
	ruleSeveral    = tag.Rule{Name: "noun-before-list", Says: "a noun in the plural before a list tells what is listed"}
	ruleLaunched   = tag.Rule{Name: "launched", Says: "capitalised words for what is launched, or held by somebody"}
	ruleReached    = tag.Rule{Name: "whom-to-call", Says: "capitalised words alone in their paragraph, beside “Contact” or a telephone number"}
	ruleGiven      = tag.Rule{Name: "given-name", Says: "a personal name that opens with a known given name"}
	ruleTitle      = tag.Rule{Name: "titled-person", Says: "a name with a title or a rank before it"}
	ruleSpeaker    = tag.Rule{Name: "speaker", Says: "capitalised words that name who speaks"}
	rulePostPerson = tag.Rule{Name: "name-after-post", Says: "capitalised words straight after a post"}
	ruleApposed    = tag.Rule{Name: "name-between-commas", Says: "capitalised words between commas after a post in lower case"}
	rulePersons    = tag.Rule{Name: "list-of-persons", Says: "capitalised words that no list knows, in a list with somebody’s name"}
	ruleLetters    = tag.Rule{Name: "letters-after-name", Says: "capitalised words with letters of honour or office after them, such as “OBE” or “MP”"}
	ruleAged       = tag.Rule{Name: "name-and-age", Says: "capitalised words with an age straight after them"}
	ruleDateline   = tag.Rule{Name: "dateline", Says: "words in capitals before a dash at the head of a release: where it was sent from"}
	ruleElected    = tag.Rule{Name: "party-after-name", Says: "capitalised words with a party and a state, or a district, in brackets after them"}
	ruleSurname    = tag.Rule{Name: "surname-known", Says: "capitalised words that end in the surname of somebody whom the release calls by title"}
	ruleAppointee  = tag.Rule{Name: "appointed", Says: "capitalised words for whom somebody appoints, such as after “appointment of”"}
	ruleHyphens    = tag.Rule{Name: "town-with-hyphens", Says: "a town whose words hyphens join, with a small word inside"}
	ruleBare       = tag.Rule{Name: "called-by-last-word", Says: "capitalised words whose last one alone does and has things later, as somebody called by surname does"}
	ruleSeverally  = tag.Rule{Name: "title-of-several", Says: "names with a title of several people before them, such as “Reps.”"}
	ruleBeforePost = tag.Rule{Name: "name-before-post", Says: "words in no list before a comma and a post in capitals"}
	ruleLettersOf  = tag.Rule{Name: "letters-in-post", Says: "letters in capitals whose post somebody holds, such as after “Director of”"}
	ruleHometown   = tag.Rule{Name: "hometown", Says: "a capitalised word after “of” and somebody’s name that opens its paragraph"}
	ruleOwner      = tag.Rule{Name: "owner-of-the-part", Says: "a body whose possessive lost its apostrophe before the name of its part"}
	ruleMeasure    = tag.Rule{Name: "chamber-and-number", Says: "a bill or resolution that is called by its chamber and number, such as “H.R. 12”"}
	rulePost       = tag.Rule{Name: "post", Says: "capitalised words that hold a word for a post, with what the post is for"}
	rulePostBeside = tag.Rule{Name: "speakers-post", Says: "the post given beside the name of who speaks"}
)

// The rules by which words are left out.
var (
	ruleBareRank = tag.Rule{Name: "bare-post", Says: "a rank or a word for posts alone, or of several people, is no post of its own"}
	ruleLoose    = tag.Rule{Name: "general-word", Says: "a general word in capitals names nothing by itself"}
	ruleNoName   = tag.Rule{Name: "listed-as-no-name", Says: "words that a list knows to be no name"}
	ruleCapitals = tag.Rule{Name: "capitals-throughout", Says: "where every word is capitalised, capitals tell nothing"}
	ruleUnclear  = tag.Rule{Name: "kind-unclear", Says: "nothing tells what the capitalised words name"}
)

// Rules are the rules by which names are read and left out, in the order of
// docs/facts.md.
var Rules = []tag.Rule{
	ruleKnown, ruleHead, ruleComplement, ruleLater, rulePrefix, ruleAction, ruleInitials, ruleRoyal, ruleBrand, ruleCalled,
	rulePlaced, ruleListed, ruleRoad, ruleState, ruleNoun, ruleTitled, ruleBodies, ruleNation, ruleUnit, ruleAgent, ruleDescribed, ruleHeadedBy, ruleTrade, ruleJoined, ruleDealtWith, ruleSeveral, ruleLaunched, ruleReached, ruleGiven, ruleTitle, ruleSpeaker, rulePostPerson, ruleApposed, rulePersons, ruleLetters, ruleAged, ruleElected, ruleSurname, ruleAppointee, ruleHyphens, ruleBare, ruleSeverally, ruleBeforePost, ruleLettersOf, ruleHometown, ruleOwner, ruleMeasure, ruleDateline,
	rulePost, rulePostBeside, ruleBareRank, ruleLoose, ruleNoName, ruleCapitals, ruleUnclear,
}
