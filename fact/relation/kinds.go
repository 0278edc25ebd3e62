package relation

import "github.com/onrecord/onrecord"

// kinds is a set of kinds of name.
type kinds uint16

const (
	scheme kinds = 1 << iota
	operation
	law
	body
	role
	system
	event
	document
	person
	place
)

func kindOf(k onrecord.NameKind) kinds {
	switch k {
	case onrecord.NameScheme:
		return scheme
	case onrecord.NameOperation:
		return operation
	case onrecord.NameLaw:
		return law
	case onrecord.NameBody:
		return body
	case onrecord.NameRole:
		return role
	case onrecord.NameSystem:
		return system
	case onrecord.NameEvent:
		return event
	case onrecord.NameDocument:
		return document
	case onrecord.NamePerson:
		return person
	case onrecord.NamePlace:
		return place
	}
	return 0
}

func (s kinds) has(k onrecord.NameKind) bool { return s&kindOf(k) != 0 }

// sides are the kinds of name that a type of relation can stand between.
type sides struct{ from, to kinds }

// sidesOf returns the kinds that the type can stand between.
func sidesOf(t onrecord.RelationType) sides {
	switch t {
	case onrecord.RelationLeads:
		return sides{person | role, body | scheme | operation | event | document}
	case onrecord.RelationRuns:
		return sides{body | role | person, scheme | operation | system | event | body}
	case onrecord.RelationCreates:
		return sides{body | role | law | person, body | role | scheme | operation | system}
	case onrecord.RelationPartOf:
		return sides{body | scheme | operation | system | event | law | document | place, body | scheme | operation | system | event | place}
	case onrecord.RelationMemberOf:
		return sides{person | body | place, body}
	case onrecord.RelationIntroduced:
		return sides{person | body | role, law}
	case onrecord.RelationFunds:
		return sides{body | role | scheme | law, body | scheme | operation | system | event}
	case onrecord.RelationReplaces, onrecord.RelationMerges:
		return sides{body | scheme | system | operation | law | role | person, body | scheme | system | operation | law | role | person}
	}
	return sides{}
}

// sponsored is what the word lists call a verb that introduces a law and funds
// what is no law.
const sponsored onrecord.RelationType = "sponsored"

// joinedTo is what the word lists call a verb of joining, which makes a country
// a member of a body; of a person it may only tell of an occasion.
const joinedTo onrecord.RelationType = "joined"

// fit turns the type that a verb names into the type that holds between the
// two kinds: "led by the agency" tells who runs a scheme, "introduced the
// fund" who created it. It is "" where the verb says nothing of such names.
func fit(t onrecord.RelationType, from, to onrecord.NameKind) onrecord.RelationType {
	if t == sponsored {
		t = onrecord.RelationFunds
		if to == onrecord.NameLaw {
			t = onrecord.RelationIntroduced
		}
	}
	if t == joinedTo {
		if from != onrecord.NamePlace {
			return ""
		}
		t = onrecord.RelationMemberOf
	}
	switch {
	case t == onrecord.RelationCreates && to == onrecord.NameLaw && from == onrecord.NamePerson:
		t = onrecord.RelationIntroduced
	case t == onrecord.RelationLeads && to == onrecord.NameLaw:
		t = onrecord.RelationIntroduced
	case t == onrecord.RelationLeads && from == onrecord.NameBody:
		if to == onrecord.NameBody {
			return ""
		}
		t = onrecord.RelationRuns
	case t == onrecord.RelationIntroduced && to != onrecord.NameLaw:
		if to == onrecord.NameBody {
			return ""
		}
		t = onrecord.RelationCreates
	case t == onrecord.RelationReplaces && from != to && !(body|scheme).both(from, to):
		return ""
	case t == onrecord.RelationRuns && to == onrecord.NameBody && from != onrecord.NameBody:
		t = onrecord.RelationLeads
	}
	if s := sidesOf(t); !s.from.has(from) || !s.to.has(to) {
		return ""
	}
	return t
}

func (s kinds) both(a, b onrecord.NameKind) bool { return s.has(a) && s.has(b) }
