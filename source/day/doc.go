// Package day turns the timestamps that feeds and APIs write into the day on
// which something was issued where its publisher is.
//
// In comes a timestamp after RFC 3339, RFC 9110 or RFC 5322, or a bare date;
// out comes the day, in the zone asked for where the timestamp is an instant.
// It does not read dates out of prose, and refuses days that do not exist.
//
//	day.In("2024-05-22T23:01:00Z", day.London) // 2024-05-23
package day
