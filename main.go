// Command tcabot is a Slack bot for Tencent Cloud Code Analysis.
package main

func main() {}
