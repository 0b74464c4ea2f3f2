using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.Paths.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class TasksOpenedAgain : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ReopenReason",
                schema: "paths",
                table: "task_submissions",
                type: "character varying(2000)",
                maxLength: 2000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "ReopenedAt",
                schema: "paths",
                table: "task_submissions",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ReopenedById",
                schema: "paths",
                table: "task_submissions",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Reopenings",
                schema: "paths",
                table: "enrolments",
                type: "integer",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "ReopenReason",
                schema: "paths",
                table: "task_submissions");

            migrationBuilder.DropColumn(
                name: "ReopenedAt",
                schema: "paths",
                table: "task_submissions");

            migrationBuilder.DropColumn(
                name: "ReopenedById",
                schema: "paths",
                table: "task_submissions");

            migrationBuilder.DropColumn(
                name: "Reopenings",
                schema: "paths",
                table: "enrolments");
        }
    }
}
