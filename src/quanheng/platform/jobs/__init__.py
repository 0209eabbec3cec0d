"""Scheduled and background work 定时与后台任务: load, call one service, done."""
