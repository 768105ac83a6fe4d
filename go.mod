module tcabot

go 1.26.0
