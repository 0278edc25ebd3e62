// Package followthemoney is a record as entities of FollowTheMoney
// (https://followthemoney.tech), for OpenAleph and the tools around it: one JSON
// object a line; or as statements, one value of one property a line, which the tools of
// FollowTheMoney take apart, compare and put together by.
//
// In comes a store's reading side and a query (nil: everything); out goes a stream.
// A release is an Article, a person a Person, a body an Organization, a scheme a Project,
// an event an Event; a post a Position, and that somebody was seen to hold it an Occupancy; each
// place where a release names a person or a body a Mention. Ids are those of the record.
//
// It refuses to say more than the record does: an Occupancy has the days on which
// announcements gave the post and no start or end; a sum announced is no Payment; nobody gets
// a topic. Quotes, commitments, figures and links have no schema that would say what they are,
// and are left out: see the other exports. What people rejected is left out too.
//
//	err := followthemoney.Write(ctx, file, s, nil, table.Options{})
package followthemoney
