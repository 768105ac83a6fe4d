package apitest

// changes are what serves the methods that change something on routes that can be read, too.
var changes = map[string]server{
	"POST " + mainV1 + "repos/":                 ofLeader((*call).addRepo),
	"POST " + mainV3 + "repos/":                 (*call).addRepo,
	"PUT " + mainV1 + "repos/{repo}/":           ofManager((*call).renameRepo),
	"PATCH " + mainV1 + "repos/{repo}/":         ofManager((*call).renameRepo),
	"POST " + mainV1 + "repos/{repo}/projects/": (*call).addProject,
	"POST " + mainV3 + "repos/{repo}/projects/": (*call).addProject,
	"PUT " + project1:                           (*call).setProjectStatus,
	"PATCH " + project1:                         (*call).setProjectStatus,

	"PUT " + scheme1 + "basicconf/":         changesScheme((*call).saveBasics),
	"PATCH " + scheme1 + "basicconf/":       changesScheme((*call).saveBasics),
	"PUT " + scheme1 + "lintconf/":          changesScheme((*call).saveLint),
	"PATCH " + scheme1 + "lintconf/":        changesScheme((*call).saveLint),
	"PUT " + scheme1 + "metricconf/":        changesScheme((*call).saveMetrics),
	"PATCH " + scheme1 + "metricconf/":      changesScheme((*call).saveMetrics),
	"POST " + scheme1 + "scandirs/":         changesScheme((*call).addScanDir),
	"PUT " + scheme1 + "scandirs/{dir}/":    changesScheme(ofDir((*call).saveScanDir)),
	"DELETE " + scheme1 + "scandirs/{dir}/": changesScheme(ofDir((*call).removeScanDir)),
}
