using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.GapClosure.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Certificates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "Certificate_IssuedOn",
                schema: "gap-closure",
                table: "requests",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Certificate_Issuer",
                schema: "gap-closure",
                table: "requests",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Certificate_Number",
                schema: "gap-closure",
                table: "requests",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Certificate_Title",
                schema: "gap-closure",
                table: "requests",
                type: "character varying(400)",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "Certificate_TypeId",
                schema: "gap-closure",
                table: "requests",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "Certificate_ValidUntil",
                schema: "gap-closure",
                table: "requests",
                type: "date",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Certificate_IssuedOn",
                schema: "gap-closure",
                table: "requests");

            migrationBuilder.DropColumn(
                name: "Certificate_Issuer",
                schema: "gap-closure",
                table: "requests");

            migrationBuilder.DropColumn(
                name: "Certificate_Number",
                schema: "gap-closure",
                table: "requests");

            migrationBuilder.DropColumn(
                name: "Certificate_Title",
                schema: "gap-closure",
                table: "requests");

            migrationBuilder.DropColumn(
                name: "Certificate_TypeId",
                schema: "gap-closure",
                table: "requests");

            migrationBuilder.DropColumn(
                name: "Certificate_ValidUntil",
                schema: "gap-closure",
                table: "requests");
        }
    }
}
