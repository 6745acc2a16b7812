//go:build tools

// Package databricks pins the Databricks CLI that the tests build: go.mod names the version, go.sum the content.
package databricks

import _ "github.com/databricks/cli"
